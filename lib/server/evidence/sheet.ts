import type { Locale } from "#lib/i18n/locale.ts";
import type { Environment } from "#lib/payment/environment.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Shop } from "#lib/shop/shop.ts";

/** For whom a sheet is made: for the customer, or for the shop, its bank and its accountant. */
export const SHEETS = ["customer", "internal"] as const;
export type SheetKind = (typeof SHEETS)[number];

/** What a sheet needs besides the answer. */
export interface SheetContext {
  locale: Locale;
  /** The shop's IANA time zone. */
  timeZone: string;
  shop: Shop;
  /** Address of the payment's page. */
  url: string;
  /** E-mail address of the person who downloads it. */
  madeBy: string;
  madeAt: Date;
  environment: Environment;
  /** Each status with the time at which it was first seen (RFC 3339 in UTC), oldest first. */
  steps: readonly SheetStep[];
}

export interface SheetStep {
  answer: LookUpAnswer;
  at: string;
}

/** A line of a section; null for a value that the bank did not state. */
export type Fact = readonly [label: string, value: string | null];

/** The texts of a sheet; `layout.ts` draws them. */
export interface Sheet {
  /** The shop's name and telephone number, as far as they are known. */
  shop: string | null;
  /** Says that it is not for the customer; null on the customer's. */
  mark: string | null;
  title: string;
  invoice: string;
  /** Says that this is no real payment; null in production. */
  warning: string | null;
  stated: string;
  /** The headline sum; null if the bank stated none. */
  sum: string | null;
  outcome: string;
  /** What became of the money, and what it means. */
  sentences: readonly string[];
  finality: string | null;
  /** Address of the payment's page, which opens for staff only; null on the customer's. */
  code: { url: string; caption: string } | null;
  sections: readonly { title: string; facts: readonly Fact[]; notes: readonly string[] }[];
  /** What is to be filled in by hand. */
  signature: { name: string; stamp: string };
  /** The last lines of every page. */
  footer: readonly string[];
  more: string;
}
