import type { Fault } from "#lib/payment/payment.ts";

const LONGEST_WAIT_MS = 86_400_000;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * When to ask again after the bank asked to wait, as RFC 3339 in UTC. Reads Retry-After as seconds
 * or as a date (RFC 9110, section 10.2.3); more than a day counts as a day. Null for other faults,
 * for a time in the past and for an invalid header.
 */
export function retryAtOf(fault: Fault, header: string | null, now: number): string | null {
  const waitMs = fault === "bank_asks_to_wait" ? waitOf(header ?? "", now) : Number.NaN;
  return waitMs >= 0 ? new Date(now + Math.min(waitMs, LONGEST_WAIT_MS)).toISOString() : null;
}

function waitOf(header: string, now: number): number {
  if (/^\d{1,15}$/.test(header)) return Number(header) * 1000;
  return HTTP_DATE.test(header) ? Date.parse(header) - now : Number.NaN;
}
