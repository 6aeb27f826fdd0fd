"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useCommands } from "#components/command/registry.ts";
import type { WindowName, WindowParts } from "#components/command-palette/parts.ts";
import { PAGES } from "#lib/palette/commands.ts";
import { useShortcuts } from "./use-shortcuts.ts";

type Contents = typeof import("#components/command-palette/contents.tsx")["Contents"];

interface CommandsProps {
  /** What each window is called. */
  names: Record<WindowName, string>;
  /** May single keys do something? Ctrl+K always may. */
  singleKeys: boolean;
  /** The dialog's look, given so that every page's script stays small. */
  className: string;
  parts: WindowParts;
  children: ReactNode;
}

/**
 * Offers the commands of every page and holds the one dialog. What fills it is loaded when it is
 * opened; until then, and without it, its box is a plain form that looks up.
 */
export function Commands({ names, singleKeys, className, parts, children }: CommandsProps) {
  const { dialog, shown, loaded, typed, open, onClose } = useWindow();
  const [hasSingleKeys, setSingleKeys] = useState(singleKeys);
  const close = () => dialog.current?.close();
  useShortcuts(hasSingleKeys);
  useCommands({
    palette: () => (shown ? close() : open("palette")),
    help: () => open("help"),
    look_up: () => window.location.assign(PAGES.look_up),
    seen: () => window.location.assign(PAGES.seen),
  });
  const contents = { parts, typed, hasSingleKeys, onSingleKeys: setSingleKeys, onClose: close };
  return (
    <dialog
      ref={dialog}
      closedby="any"
      aria-label={names[shown ?? "palette"]}
      onClose={onClose}
      className={className}
    >
      {children}
      {shown === "help" ? parts.helpHead : null}
      {shown !== "help" && !loaded?.Contents ? parts.plainSearch : null}
      {loaded?.Contents === null ? parts.failed : null}
      {shown && loaded?.Contents ? <loaded.Contents {...contents} shown={shown} /> : null}
    </dialog>
  );
}

/** Which window the dialog shows, and the code that fills it. */
function useWindow() {
  const dialog = useRef<HTMLDialogElement>(null);
  // An object: opened again before its closing was told, a window is opened anew.
  const [shown, setShown] = useState<{ name: WindowName } | null>(null);
  /** The code, or null where it could not be loaded. */
  const [loaded, setLoaded] = useState<{ Contents: Contents | null }>();
  /** What was typed into the plain box before the code came. */
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (!shown) return;
    // From one window to the other, focus goes back to where it was and in again.
    dialog.current?.close();
    dialog.current?.showModal();
  }, [shown]);
  function open(name: WindowName) {
    // Over another window of the page nothing opens.
    if (!shown && document.querySelector("dialog[open]")) return;
    setShown({ name });
    if (loaded?.Contents) return;
    import("#components/command-palette/contents.tsx").then(takeOver, () =>
      setLoaded({ Contents: null }),
    );
  }
  /** At once, so that no letter is typed between the reading of the plain box and its end. */
  function takeOver(code: { Contents: Contents }) {
    flushSync(() => {
      setTyped(dialog.current?.querySelector("input")?.value ?? "");
      setLoaded(code);
    });
  }
  function onClose() {
    // A closing is told late, when the next window may already be open.
    if (dialog.current?.open) return;
    setShown(null);
    setTyped("");
  }
  return { dialog, shown: shown?.name, loaded, typed, open, onClose };
}
