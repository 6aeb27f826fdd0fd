"use client";
import { useEffect, useSyncExternalStore } from "react";

/** What the page says to readers of the screen while the bank is asked (WCAG 4.1.3). */

let said = "";
const listeners = new Set<() => void>();

function say(text: string): void {
  said = text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The one live region of the page. It stands outside everything that is replaced: a region that comes
 * together with its text is not read out.
 */
export function Announcements({
  asking,
}: {
  /** Said until the answer is there; null where nobody is asked. */
  asking: string | null;
}) {
  const text = useSyncExternalStore(
    subscribe,
    () => said,
    () => "",
  );
  useEffect(() => {
    if (said === "" && asking !== null) say(asking);
  }, [asking]);
  return (
    <p role="status" data-announcements="" className="sr-only">
      {text}
    </p>
  );
}

/** Has its text read out, again whenever it changes. */
export function Announce({ text }: { text: string }) {
  useEffect(() => say(text), [text]);
  return null;
}
