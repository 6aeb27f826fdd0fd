import type { Locale } from "#lib/i18n/locale.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { compareSums, formatMoney, ZERO } from "#lib/money/money.ts";
import type { Explained } from "#lib/payment/explanation/explain.ts";
import { amountView, headlineSum, type PartName } from "#lib/payment/facts/amounts.ts";

/** A part of the money in words, with its share of the bar in thousandths. */
export interface MoneyPart {
  name: PartName;
  label: string;
  /** Null where it is the whole sum, which stands beside it. */
  sum: string | null;
  share: number;
}

/**
 * Where the money is, in words for people: the parts of the sum, or a sentence about a sum that was
 * asked in vain. Null where the answer does not say.
 */
export type MoneyWords =
  | { is: "parts"; parts: readonly MoneyPart[] }
  | { is: "asked"; text: string }
  | null;

/** The words for an answer; they claim no more than `amountView()`. */
export function moneyWords(answer: Explained, locale: Locale): MoneyWords {
  const view = amountView(answer);
  if (!view || !answer.payment) return null;
  const t = translatorOf(locale);
  const { currency } = answer.payment;
  if (view.is === "asked") {
    return {
      is: "asked",
      text: t("amounts.asked", { sum: formatMoney(view.sum, currency, locale) }),
    };
  }
  const whole = headlineSum(answer.payment) ?? ZERO;
  const parts = view.proof.parts.map(({ name, sum, share }) => ({
    name,
    label: t(`amounts.${name}`),
    sum: compareSums(sum, whole) === 0 ? null : formatMoney(sum, currency, locale),
    share,
  }));
  return parts.length > 0 ? { is: "parts", parts } : null;
}
