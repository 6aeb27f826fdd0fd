"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Background tabs throttle timers, so each tick reads the time left from the clock. */
const TICK_MILLISECONDS = 250;

/** Seconds that run down; then the page is drawn anew. */
export function RefreshCountdown({ seconds }: { seconds: number }) {
  const router = useRouter();
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = performance.now() + seconds * 1_000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - performance.now()) / 1_000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      router.refresh();
    }, TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [seconds, router]);
  return <span data-countdown="">{left}</span>;
}
