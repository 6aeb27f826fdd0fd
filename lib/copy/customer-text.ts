import type { Locale } from "#lib/i18n/locale.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { compareSums, formatMoney, ZERO } from "#lib/money/money.ts";
import { type Explained, type Explanation, explain } from "#lib/payment/explanation/explain.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { Payment } from "#lib/payment/payment.ts";

/** What to tell the customer, with the sums and the RRN where the bank stated them beyond doubt. */

const FILLED = ["paid", "held", "released", "hold_expired", "refunded", "partly_refunded"] as const;
type Filled = (typeof FILLED)[number];

/** Values of a customer's text. A text that needs one that is missing stays without values. */
interface Values {
  sum: string;
  original: string;
  rrn: string;
}

/**
 * The text of this key in a language. `customer` is the key of the situation's own text or, beside a
 * bank that says nothing new, of another; only the situation's own has values.
 */
export function customerText(
  answer: Explained,
  { customer, locale }: Pick<Explanation, "customer"> & { locale: Locale },
): string {
  const t = translatorOf(locale);
  const { situation, customer: own } = explain(answer);
  const filled = FILLED.find((one) => one === situation);
  const values =
    filled && customer === own && answer.payment && valuesOf(answer.payment, { filled, locale });
  return filled && values ? t(`payment_page.customer.${filled}`, { ...values }) : t(customer);
}

function valuesOf(
  payment: Payment,
  { filled, locale }: { filled: Filled; locale: Locale },
): Values | null {
  const { currency, returned, original, bonus, rrn } = payment;
  const isRefund = filled === "refunded" || filled === "partly_refunded";
  const sum = isRefund ? returned : headlineSum(payment);
  // What the bonuses paid for is no money of the customer's card.
  const hasBonus = bonus !== null && compareSums(bonus, ZERO) > 0;
  if (!sum || hasBonus || !/^[A-Z]{3}$/.test(currency ?? "")) return null;
  // Text from the bank is untrusted: only what looks like an RRN goes into a sentence to the customer.
  const safeRrn = /^[0-9A-Za-z]{6,24}$/.test(rrn ?? "") ? (rrn ?? "") : null;
  if (isRefund && (safeRrn === null || !original)) return null;
  return {
    sum: formatMoney(sum, currency, locale),
    original: original ? formatMoney(original, currency, locale) : "",
    rrn: safeRrn ?? "",
  };
}

const FORM_LANGUAGES: Partial<Record<string, Locale>> = {
  kz: "kk",
  kk: "kk",
  kaz: "kk",
  ru: "ru",
  rus: "ru",
  en: "en",
  eng: "en",
};

/** The language in which the customer paid, as the bank names it (RU, KZ, EN); null if it is none of ours. */
export function customerLocale(payment: Pick<Payment, "language"> | null): Locale | null {
  return FORM_LANGUAGES[payment?.language?.trim().toLowerCase() ?? ""] ?? null;
}
