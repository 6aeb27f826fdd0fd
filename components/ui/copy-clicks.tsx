"use client";
import { useEffect, useRef, useState } from "react";

/** How long the tick is shown. */
const SHOWN_MILLISECONDS = 2_000;

/** The result of the last click: a text to announce, and the value if it has to be copied by hand. */
interface Outcome {
  words: string | undefined;
  uncopied?: string;
}

/** Listens for clicks on the page's copy buttons and shows the result. */
export function CopyClicks({
  failed,
}: {
  /** Announced when the browser does not copy. */
  failed: string;
}) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const uncopied = outcome?.uncopied;
  const text = useRef<HTMLPreElement>(null);

  useEffect(() => {
    async function copy({ target }: MouseEvent) {
      if (!(target instanceof Element) || text.current?.contains(target)) return;
      setOutcome(null);
      const button = target.closest<HTMLElement>("[data-copy]");
      if (!button) return;
      const { copy: value = "", copyDone, copyShare } = button.dataset;
      if (copyShare !== undefined && (await isShared(value))) return;
      if (!(await isCopied(value, button))) return setOutcome({ words: failed, uncopied: value });
      button.dataset.copied = "";
      setOutcome({ words: copyDone });
      setTimeout(() => {
        delete button.dataset.copied;
        setOutcome(null);
      }, SHOWN_MILLISECONDS);
    }
    document.addEventListener("click", copy);
    return () => document.removeEventListener("click", copy);
  }, [failed]);

  useEffect(() => {
    if (uncopied === undefined || !text.current) return;
    getSelection()?.selectAllChildren(text.current);
    const close = () => setOutcome(null);
    const stop = new AbortController();
    document.addEventListener("keydown", ({ key }) => key === "Escape" && close(), stop);
    // The browser copies after the event, so the text must stay until then.
    document.addEventListener("copy", () => setTimeout(close), stop);
    return () => stop.abort();
  }, [uncopied]);

  return (
    // Visible too: the button may be out of view when a key or the palette pressed it.
    <div className="fixed inset-x-4 bottom-6 z-10 mx-auto w-fit rounded-md bg-ink text-canvas text-sm print:hidden">
      <p role="status" className="px-4 py-2 empty:sr-only">
        {outcome?.words}
      </p>
      {uncopied === undefined ? null : (
        <pre
          ref={text}
          translate="no"
          className="max-h-40 max-w-prose overflow-auto whitespace-pre-wrap px-4 pb-3 font-mono [overflow-wrap:anywhere]"
        >
          {uncopied}
        </pre>
      )}
    </div>
  );
}

/** Opens the device's share sheet. Also true if the person closed it, so that nothing is copied then. */
async function isShared(url: string): Promise<boolean> {
  if (!navigator.share) return false;
  return navigator.share({ url }).then(
    () => true,
    (fault: unknown) => fault instanceof Error && fault.name === "AbortError",
  );
}

/** Pages without https have no `navigator.clipboard`, and a person may have refused it. */
async function isCopied(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return isCopiedFromBox(text, button);
  }
}

/** The way of before the Clipboard API, which asks for no permission. The button gets the focus back. */
function isCopiedFromBox(text: string, button: HTMLElement): boolean {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const isDone = document.execCommand("copy");
  box.remove();
  button.focus({ preventScroll: true });
  return isDone;
}
