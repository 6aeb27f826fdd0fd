import type { Sum } from "#lib/money/sum.ts";
import type { Outcome } from "./own-day.ts";

/** What the home page of supervisors says of the shop's payments, as far as anybody looked at them. */

/** Why a payment needs somebody. */
export type AttentionReason = "held" | "unclear" | "amounts";

export interface AttentionRow {
  href: string;
  invoiceId: string;
  badge: Outcome;
  reason: AttentionReason;
  sum: Sum | null;
  currency: string | null;
  /** When the bank recorded it, or when it was looked up where the bank gave no date. */
  since: Date;
  /** Email of who looked last. */
  who: string;
}

export interface Attention {
  /** Counts are at least these where there are more open payments than are counted. */
  isMore: boolean;
  held: { count: number; sums: readonly { sum: Sum; currency: string | null }[] };
  unclear: number;
  amounts: number;
  /** The oldest first. */
  rows: readonly AttentionRow[];
}

/** Payments whose outcome is not clear are left alone for so long. */
export const UNCLEAR_MINUTES = 30;
