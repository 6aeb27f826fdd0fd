"use client";
import { useEffect, useRef, useState } from "react";
import { useCommands } from "#components/command/registry.ts";
import {
  boxOf,
  CLOSE,
  CloseButton,
  Problem,
  type WindowName,
  type WindowWords,
} from "#components/command-palette/parts.tsx";
import { SearchForm } from "#components/command-palette/search-form.tsx";
import { hrefOf } from "#lib/palette/pages.ts";
import { useShortcuts } from "./use-shortcuts.ts";

type Contents = typeof import("#components/command-palette/contents.tsx")["Contents"];

/** Near the top, so that a list that grows or shrinks with each letter stands still. */
const WINDOW =
  "group mx-auto mt-2 max-h-[calc(100dvh-1rem)] w-[min(40rem,calc(100%-1rem))] max-w-none flex-col overflow-hidden rounded-lg border border-line bg-surface text-ink shadow-window open:flex sm:mt-[12vh] sm:max-h-[76vh]";

/**
 * Offers the commands of every page and holds the one dialog. What fills it is loaded when it is
 * opened; until then, and without it, its box is a plain form that looks up.
 */
export function Commands({
  words,
  singleKeys,
}: {
  words: WindowWords;
  /** May single keys do something? Ctrl+K always may. */
  singleKeys: boolean;
}) {
  const { dialog, shown, code, open, onClose } = useWindow();
  const [hasSingleKeys, setSingleKeys] = useState(singleKeys);
  const close = () => dialog.current?.close();
  useShortcuts(hasSingleKeys);
  useCommands({
    // By the dialog itself: that it was closed is told late.
    palette: () => (dialog.current?.open ? close() : open("palette")),
    help: () => open("help"),
    look_up: () => window.location.assign(hrefOf("look_up")),
    history: () => window.location.assign(hrefOf("history")),
  });
  const contents = { words, dialog, hasSingleKeys, onSingleKeys: setSingleKeys, onClose: close };
  return (
    <dialog
      ref={dialog}
      closedby="any"
      data-shown={shown}
      data-code={code && (code === "failed" ? code : "loaded")}
      aria-label={words.names[shown ?? "palette"]}
      onClose={onClose}
      className={WINDOW}
    >
      <form id={CLOSE} method="dialog" />
      {shown ? <BeforeCode words={words} /> : null}
      {shown && code && code !== "failed" ? <code.Contents {...contents} shown={shown} /> : null}
    </dialog>
  );
}

/** What the dialog holds before the code has come; `data-shown` and `data-code` say what is seen. */
function BeforeCode({ words }: { words: WindowWords }) {
  return (
    <>
      <div className="hidden shrink-0 group-data-[shown=help]:block">
        <div className="flex min-h-14 shrink-0 items-center justify-between gap-3 border-line border-b px-4 sm:px-5">
          <h2 className="font-semibold text-base">{words.names.help}</h2>
          <CloseButton name={words.close} />
        </div>
      </div>
      <div className="shrink-0 group-data-[code=loaded]:hidden group-data-[shown=help]:hidden">
        <SearchForm box={<input {...boxOf(words)} />} close={words.close} />
      </div>
      <div className="hidden group-data-[code=failed]:block">
        <Problem>{words.failed}</Problem>
      </div>
    </>
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
