"use client";
import { useEffect, useRef, useState } from "react";

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
      const button = target?.closest<HTMLElement>("[data-copy]");
      if (!button) return;
      const { copy: value = "", copyDone, copyShare } = button.dataset;
      if (copyShare !== undefined && (await isShared(value))) return;
      if (!(await isCopied(value))) return setOutcome({ words: failed, uncopied: value });
      button.dataset.copied = "";
      setOutcome({ words: copyDone ?? copied.replace("{what}", labelOf(button)), uncopied: null });
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
          translate="no"
          className="max-h-40 max-w-prose overflow-auto whitespace-pre-wrap px-4 pb-3 font-mono [overflow-wrap:anywhere]"
        >
          {outcome.uncopied}
        </pre>
      )}
    </div>
  );
}

/** The label of the button's line of facts. */
function labelOf(button: HTMLElement): string {
  return button.closest("div")?.querySelector("dt")?.firstChild?.textContent ?? "";
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
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return isCopiedFromBox(text);
  }
}

/** The way of before the Clipboard API, which asks for no permission. */
function isCopiedFromBox(text: string): boolean {
  const focused = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const isDone = document.execCommand("copy");
  box.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isDone;
}
