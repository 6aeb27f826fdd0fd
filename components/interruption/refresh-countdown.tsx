"use client";
import { useRefreshCountdown } from "#components/payment/live/use-refresh-countdown.ts";

/** Seconds that run down; then the page is drawn anew. */
export function RefreshCountdown({ seconds }: { seconds: number }) {
  return <span data-countdown="">{useRefreshCountdown(seconds, { isRunning: true })}</span>;
}
