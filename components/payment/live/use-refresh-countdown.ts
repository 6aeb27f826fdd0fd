"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { steadyNow } from "#lib/time/steady-clock.ts";

/** Background tabs throttle timers, so each tick reads the time left from the clock. */
const TICK_MILLISECONDS = 250;

/**
 * Counts down while `isRunning`, then renders the page again, which asks the bank again. Returns the
 * seconds left. Every start counts from `seconds`.
 */
export function useRefreshCountdown(
  seconds: number,
  { isRunning }: { isRunning: boolean },
): number {
  const router = useRouter();
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (!isRunning) return;
    const end = steadyNow() + seconds * 1_000;
    setLeft(seconds);
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - steadyNow()) / 1_000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      router.refresh();
    }, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [seconds, isRunning, router]);
  return left;
}
