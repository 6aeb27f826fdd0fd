"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
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
  /** What the dialog holds before the code has come; `data-shown` and `data-code` say what is seen. */
  children: ReactNode;
}

/**
 * Offers the commands of every page and holds the one dialog. What fills it is loaded when it is
 * opened; until then, and without it, its box is a plain form that looks up.
 */
export function Commands({ names, singleKeys, className, parts, children }: CommandsProps) {
  const { dialog, shown, code, open, onClose } = useWindow();
  const [hasSingleKeys, setSingleKeys] = useState(singleKeys);
  const close = () => dialog.current?.close();
  useShortcuts(hasSingleKeys);
  useCommands({
    palette: () => (shown ? close() : open("palette")),
    help: () => open("help"),
    look_up: () => window.location.assign(PAGES.look_up),
    history: () => window.location.assign(PAGES.history),
  });
  const contents = { parts, dialog, hasSingleKeys, onSingleKeys: setSingleKeys, onClose: close };
  return (
    <dialog
      ref={dialog}
      closedby="any"
      data-shown={shown}
      data-code={code && (code === "failed" ? code : "loaded")}
      aria-label={names[shown ?? "palette"]}
      onClose={onClose}
      className={className}
    >
      {children}
      {shown && code && code !== "failed" ? <code.Contents {...contents} shown={shown} /> : null}
    </dialog>
  );
}

/** Which window the dialog shows, and the code that fills it. */
function useWindow() {
  const dialog = useRef<HTMLDialogElement>(null);
  // An object: opened again before its closing was told, a window is opened anew.
  const [shown, setShown] = useState<{ name: WindowName } | null>(null);
  const [code, setCode] = useState<{ Contents: Contents } | "failed">();
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
    import("#components/command-palette/contents.tsx").then(setCode, () => setCode("failed"));
  }
  function onClose() {
    // A closing is told late, when the next window may already be open.
    if (!dialog.current?.open) setShown(null);
  }
  return { dialog, shown: shown?.name, code, open, onClose };
}
