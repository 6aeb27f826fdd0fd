"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { BUTTON } from "#components/ui/button.ts";

/** Background tabs throttle timers, so each tick reads the time left from the clock. */
const TICK_MILLISECONDS = 250;

export interface CountdownProps {
  seconds: number;
  /** `waiting` with {n}. */
  words: { start: string; waiting: string; stop: string; asking: string };
}

/** Asks the bank again after a countdown that the person starts and can stop. */
export function Countdown({ seconds, words }: CountdownProps) {
  const router = useRouter();
  /** On the clock of `performance.now()`; null while no countdown runs. */
  const [endsAt, setEndsAt] = useState<number | null>(null);
  const [left, setLeft] = useState(seconds);

  useEffect(() => {
    if (endsAt === null) return;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((endsAt - performance.now()) / 1_000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      router.refresh();
    }, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [endsAt, router]);

  const start = () => {
    setLeft(seconds);
    setEndsAt(performance.now() + seconds * 1_000);
  };
  if (endsAt === null) {
    return (
      <button type="button" onClick={start} className={BUTTON.plain}>
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
        <button type="button" onClick={() => setEndsAt(null)} className={BUTTON.plain}>
          {words.stop}
        </button>
      ) : null}
    </span>
  );
}
