"use client";
import { useState } from "react";
import { BUTTON } from "#components/ui/button.ts";
import { useRefreshCountdown } from "./use-refresh-countdown.ts";

/** Length and texts of a countdown. */
export interface CountdownProps {
  seconds: number;
  /** `waiting` has the placeholder {n}. */
  words: { start: string; waiting: string; stop: string; asking: string };
}

/** Asks the bank again after a countdown that the person starts and can stop. */
export function Countdown({ seconds, words }: CountdownProps) {
  const [isRunning, setIsRunning] = useState(false);
  const left = useRefreshCountdown(seconds, { isRunning });
  if (!isRunning) {
    return (
      <button type="button" onClick={() => setIsRunning(true)} className={BUTTON.plain}>
        {words.start}
      </button>
    );
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-3">
      <span role="timer" className="text-ink text-sm">
        {left === 0 ? words.asking : words.waiting.replace("{n}", String(left))}
      </span>
      {left > 0 ? (
        <button type="button" onClick={() => setIsRunning(false)} className={BUTTON.plain}>
          {words.stop}
        </button>
      ) : null}
    </span>
  );
}
