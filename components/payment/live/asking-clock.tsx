"use client";
import { useEffect, useState } from "react";

const TICK_MILLISECONDS = 500;
/** Below this nobody waits, and figures would only flicker. */
const SHOWN_FROM_SECONDS = 2;
/** From here on the wait is unusual, and the page says so. */
const SLOW_FROM_SECONDS = 4;

export interface AskingWords {
  asking: string;
  /** With {n}. */
  seconds: string;
  slow: string;
}

/**
 * That the bank is being asked, and for how long; seconds only where scripts run. It stands beside
 * what waits, not in it: React runs nothing in a fallback that came from the server. Shown by
 * style for as long as something waits (app/globals.css).
 */
export function AskingClock({ words }: { words: AskingWords }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const tick = () => setSeconds(Math.floor((performance.now() - from) / 1_000));
    const timer = setInterval(tick, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  const isShown = seconds >= SHOWN_FROM_SECONDS;
  return (
    <p data-asking-clock="" className="min-h-9 content-center text-muted text-sm">
      {isShown ? words.seconds.replace("{n}", String(seconds)) : words.asking}
      {seconds >= SLOW_FROM_SECONDS ? <span className="ml-2">{words.slow}</span> : null}
    </p>
  );
}
