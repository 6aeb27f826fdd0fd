"use client";
import { useEffect, useState } from "react";

/** How long the tick stays. */
const SHOWN_MILLISECONDS = 2_000;

/** Serves every copy button of the page: copies, shows a tick, and says so once, politely. */
export function CopyListener() {
  const [said, setSaid] = useState("");
  useEffect(() => {
    async function copy(event: MouseEvent) {
      const target = event.target instanceof Element ? event.target : null;
      const button = target?.closest<HTMLElement>("[data-copy-done]");
      if (!button) return;
      const { copy: value, copyFrom, copyDone } = button.dataset;
      const text = value ?? document.getElementById(copyFrom ?? "")?.textContent ?? "";
      await navigator.clipboard.writeText(text);
      button.dataset.copied = "";
      setSaid(copyDone ?? "");
      setTimeout(() => {
        delete button.dataset.copied;
        setSaid("");
      }, SHOWN_MILLISECONDS);
    }
    document.addEventListener("click", copy);
    return () => document.removeEventListener("click", copy);
  }, []);
  return (
    // Seen too: pressed by a key or from the palette, the button and its tick may be far away.
    <p
      role="status"
      className="fixed inset-x-4 bottom-6 z-10 mx-auto w-fit rounded-md bg-ink px-4 py-2 text-canvas text-sm empty:sr-only"
    >
      {said}
    </p>
  );
}
