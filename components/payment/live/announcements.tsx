"use client";
import { useEffect, useSyncExternalStore } from "react";

/** Status messages for screen readers while the bank is being asked (WCAG 4.1.3). */

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
 * The page's only live region. It is outside of everything that is replaced, because screen readers
 * do not read out a region that is inserted together with its text.
 */
export function Announcements({
  asking,
}: {
  /** The message until the answer arrives; null if the bank is not asked. */
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

/** Announces its text, and again whenever it changes. */
export function Announce({ text }: { text: string }) {
  useEffect(() => say(text), [text]);
  return null;
}
