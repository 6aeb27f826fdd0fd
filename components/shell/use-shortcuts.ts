import { useEffect, useEffectEvent } from "react";
import { isPaletteKey, readKey, type Shortcut } from "#lib/palette/shortcuts.ts";

/** How long "g" waits for its second key. */
const SEQUENCE_MILLISECONDS = 1_500;

/**
 * Listens to the keys of the page, and to its buttons that open or close a window. Single keys do
 * nothing while somebody writes, in an open dialog, and where they are switched off.
 */
export function useShortcuts(
  hasSingleKeys: boolean,
  onShortcut: (shortcut: Shortcut) => void,
): void {
  const run = useEffectEvent(onShortcut);
  useEffect(() => {
    let pressedG = Number.NEGATIVE_INFINITY;
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const afterG = event.timeStamp - pressedG < SEQUENCE_MILLISECONDS;
      const read = isPaletteKey(event)
        ? "palette"
        : hasSingleKeys && !isBusy(event.target) && readKey(event, { afterG });
      pressedG = read === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (!read || read === "g") return;
      event.preventDefault();
      run(read);
    }
    function onClick({ target }: MouseEvent) {
      if (!(target instanceof Element)) return;
      if (target.closest("[data-close]")) target.closest("dialog")?.close();
      const opened = target.closest<HTMLElement>("[data-open]")?.dataset.open;
      if (opened === "palette" || opened === "help") run(opened);
    }
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, [hasSingleKeys]);
}

function isBusy(target: EventTarget | null): boolean {
  const field =
    target instanceof Element ? target.closest("input, textarea, select, [contenteditable]") : null;
  // Right after a dialog has closed, its box may still have the focus.
  return field?.checkVisibility() === true || document.querySelector("dialog[open]") !== null;
}
