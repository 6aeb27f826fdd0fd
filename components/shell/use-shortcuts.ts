import { useEffect } from "react";
import { isBusy } from "#components/command/is-busy.ts";
import { runCommand } from "#components/command/registry.ts";
import { isPaletteKey, readKey } from "#lib/palette/shortcuts.ts";

/** How long "g" waits for its second key. */
const SEQUENCE_MILLISECONDS = 1_500;

/**
 * Runs the commands of the keys. Single keys do nothing while somebody writes, in an open dialog, and
 * where they are switched off.
 */
export function useShortcuts(hasSingleKeys: boolean): void {
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
      // A page without a box has the palette's.
      if (!runCommand(read) && (read === "box" || read === "field")) runCommand("palette");
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [hasSingleKeys]);
}
