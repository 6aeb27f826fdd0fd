"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { press } from "#components/command-palette/press.ts";
import { useShortcuts } from "./use-shortcuts.ts";

type Contents = typeof import("#components/command-palette/contents.tsx")["Contents"];
type WindowName = "palette" | "help";

interface CommandsProps {
  /** What each window is called. */
  names: Record<WindowName, string>;
  /** Said when the contents could not be loaded. */
  failed: string;
  /** May single keys do something? Ctrl+K always may. */
  singleKeys: boolean;
  /** The dialog's look, given so that every page's script stays small. */
  className: string;
  /** The heads of the windows; `data-shown` of the group says which is wanted. */
  children: ReactNode;
}

/**
 * Acts on keys and on buttons with `data-open`, and holds the one dialog. What fills it is loaded
 * when it is opened; until then, and without it, its box is a plain form that looks up.
 */
export function Commands({ names, failed, singleKeys, className, children }: CommandsProps) {
  const { dialog, shown, loaded, open, onClose } = useWindow();
  const [hasSingleKeys, setSingleKeys] = useState(singleKeys);
  const close = () => dialog.current?.close();
  useShortcuts(hasSingleKeys, (shortcut) => {
    if (shortcut === "palette" && shown) close();
    else if (shortcut === "palette" || shortcut === "help") open(shortcut);
    // A page without a box of its own has this one.
    else if (!press(shortcut) && shortcut === "field") open("palette");
  });
  const contents = { failed, hasSingleKeys, onSingleKeys: setSingleKeys, onClose: close };
  return (
    <dialog
      ref={dialog}
      closedby="any"
      data-shown={shown}
      aria-label={names[shown ?? "palette"]}
      onClose={onClose}
      className={`group ${className}`}
    >
      {children}
      {loaded === "failed" ? <p className="p-4 text-sm">{failed}</p> : null}
      {shown && loaded && loaded !== "failed" ? (
        <loaded.Contents {...contents} shown={shown} onHelp={() => open("help")} />
      ) : null}
    </dialog>
  );
}

/** Which window the dialog shows, and the code that fills it. */
function useWindow() {
  const dialog = useRef<HTMLDialogElement>(null);
  // An object: opened again before its closing was told, a window is opened anew.
  const [shown, setShown] = useState<{ name: WindowName } | null>(null);
  const [loaded, setLoaded] = useState<{ Contents: Contents } | "failed">();
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
    import("#components/command-palette/contents.tsx").then(setLoaded, () => setLoaded("failed"));
  }
  function onClose() {
    // A closing is told late, when the next window may already be open.
    if (!dialog.current?.open) setShown(null);
  }
  return { dialog, shown: shown?.name, loaded, open, onClose };
}
