"use client";
import { useAge } from "./use-age.ts";

/** The question begins with the page. */
const QUESTION = { ageMilliseconds: 0 };
/** Shorter waits show no seconds, because the figures would only flicker. */
const SHOWN_FROM_SECONDS = 2;
/** From here on the page says that the wait is unusually long. */
const SLOW_FROM_SECONDS = 4;

/** Texts of the clock. */
export interface AskingWords {
  asking: string;
  /** With {n}. */
  seconds: string;
  slow: string;
}

/**
 * Says that the bank is being asked, and with scripts for how many seconds. It is a sibling of the
 * Suspense boundary, because React does not hydrate a fallback. A style shows it while the boundary
 * waits (app/globals.css).
 */
export function AskingClock({ words }: { words: AskingWords }) {
  const seconds = Math.floor((useAge(QUESTION) ?? 0) / 1_000);
  const isShown = seconds >= SHOWN_FROM_SECONDS;
  return (
    <p data-asking-clock="" className="min-h-9 content-center text-muted text-sm">
      {/* An element of its own, whose text React can change after a translator did. */}
      <span>{isShown ? words.seconds.replace("{n}", String(seconds)) : words.asking}</span>
      {seconds >= SLOW_FROM_SECONDS ? <span className="ml-2">{words.slow}</span> : null}
    </p>
  );
}
