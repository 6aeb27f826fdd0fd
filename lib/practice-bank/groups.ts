import type { Locale } from "#lib/i18n/locale.ts";
import { withFixedBlanks } from "#lib/i18n/non-breaking.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { PRACTICE_GROUPS, PRACTICE_SCENARIOS } from "./scenarios.ts";

/** The practice bank's table for the look-up page: groups of numbers, each a link. */
export function practiceGroups(locale: Locale) {
  return PRACTICE_GROUPS.map(({ id, title }) => ({
    title: withFixedBlanks(title[locale], locale),
    numbers: PRACTICE_SCENARIOS.filter(({ group }) => group === id).map((scenario) => ({
      invoice: scenario.invoice,
      href: transactionPath({ invoiceId: scenario.invoice }),
      title: withFixedBlanks(scenario.title[locale], locale),
    })),
  }));
}
