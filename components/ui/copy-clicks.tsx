"use client";
import { useEffect, useRef, useState } from "react";

const BUTTONS = "[data-copy-done], [data-copy-line]";

/** How long the tick is shown. */
const SHOWN_MILLISECONDS = 2_000;

/** The result of the last click: a text to announce, and the value if it could not be copied. */
interface Outcome {
  words: string;
  /** The value to copy by hand; null if it was copied. */
  uncopied: string | null;
}

/** Listens for clicks on the page's copy buttons and shows the result. */
export function CopyClicks({
  copied,
  failed,
}: {
  /** Announced when the value of a line of facts was copied, with {what}. */
  copied: string;
  /** Announced when the browser does not copy. */
  failed: string;
}) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const text = useRef<HTMLPreElement>(null);

  useEffect(() => {
    async function copy(event: MouseEvent) {
      const target = event.target instanceof Element ? event.target : null;
      if (text.current?.contains(target)) return;
      setOutcome(null);
      const button = target?.closest<HTMLElement>(BUTTONS);
      if (!button) return;
      const { value, done } = whatIsCopied(button, copied);
      if (!(await isCopied(value))) return setOutcome({ words: failed, uncopied: value });
      button.dataset.copied = "";
      setOutcome({ words: done, uncopied: null });
      setTimeout(() => {
        delete button.dataset.copied;
        setOutcome(null);
      }, SHOWN_MILLISECONDS);
    }
    document.addEventListener("click", copy);
    return () => document.removeEventListener("click", copy);
  }, [copied, failed]);

  useEffect(() => {
    if (typeof outcome?.uncopied !== "string" || !text.current) return;
    getSelection()?.selectAllChildren(text.current);
    const close = (event: KeyboardEvent) => event.key === "Escape" && setOutcome(null);
    // The browser copies after the event, so the text must stay until then.
    const copied = () => setTimeout(() => setOutcome(null));
    document.addEventListener("keydown", close);
    document.addEventListener("copy", copied);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("copy", copied);
    };
  }, [outcome]);

  return (
    // Visible too: the button may be out of view when a key or the palette pressed it.
    <div className="fixed inset-x-4 bottom-6 z-10 mx-auto w-fit rounded-md bg-ink text-canvas text-sm print:hidden">
      <p role="status" className="px-4 py-2 empty:sr-only">
        {outcome?.words}
      </p>
      {typeof outcome?.uncopied !== "string" ? null : (
        <pre
          ref={text}
          className="max-h-40 max-w-prose overflow-auto whitespace-pre-wrap px-4 pb-3 font-mono [overflow-wrap:anywhere]"
        >
          {outcome.uncopied}
        </pre>
      )}
    </div>
  );
}

/**
 * The bare value of a copy button, the text of the element that it names, or the value of its line of
 * facts; and what is announced then.
 */
function whatIsCopied(button: HTMLElement, copied: string): { value: string; done: string } {
  const { copy, copyFrom, copyDone } = button.dataset;
  if (copyDone !== undefined) {
    const value = copy ?? document.getElementById(copyFrom ?? "")?.textContent;
    return { value: value ?? "", done: copyDone };
  }
  const line = button.closest("div");
  const label = line?.querySelector("dt")?.firstChild?.textContent ?? "";
  const value = line?.querySelector("dd")?.firstChild?.textContent ?? "";
  return { value, done: copied.replace("{what}", label) };
}

async function isCopied(text: string): Promise<boolean> {
  // Undefined on pages without https, in spite of the DOM's types.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) return false;
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
