"use client";
import { useRefreshCountdown } from "#components/payment/live/use-refresh-countdown.ts";

/** Shows the seconds left, then renders the page again. */
export function RefreshCountdown({ seconds }: { seconds: number }) {
  return <span data-countdown="">{useRefreshCountdown(seconds, { isRunning: true })}</span>;
}
