import { translatorOf } from "#lib/i18n/translator.ts";
import { environmentMark } from "#lib/payment/environment.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import { type ShareField, snapshotOf } from "#lib/share/share.ts";
import { shareWords } from "#lib/share/words.ts";
import { shopLine } from "#lib/shop/shop.ts";
import { formatTime } from "#lib/time/format.ts";
import { drawable } from "./drawable.ts";
import type { Fact, Sheet, SheetContext } from "./sheet.ts";

/** What stands on the customer's sheet. */
const FIELDS: readonly ShareField[] = [
  "invoice",
  "card",
  "issuer",
  "rrn",
  "approval_code",
  "reason",
  "returned",
];

/**
 * The sheet for the customer: what the page of a share link says, in the same words. It has neither
 * the bank's reason nor its codes, which are not the shop's to tell.
 */
export function customerSheet(answer: LookUpAnswer, context: SheetContext): Sheet {
  const { locale, timeZone, shop, environment, madeAt } = context;
  const t = translatorOf(locale);
  const time = (instant: string | Date) => formatTime(instant, { locale, timeZone, style: "long" });
  const mark = environmentMark(environment);
  const line = shopLine(shop);
  return {
    shop: line && drawable(line),
    mark: null,
    title: t("take.sheet.title"),
    invoice: `${t("transaction.invoice")} ${answer.invoiceId}`,
    warning: mark && t(`take.sheet.${mark}`),
    stated: t("take.sheet.stated", { time: time(answer.checkedAt) }),
    ...outcomeOf(answer, context),
    finality: null,
    code: null,
    signature: { name: t("take.sheet.signature"), stamp: t("take.sheet.stamp") },
    footer: [
      t("take.sheet.note"),
      t("take.sheet.made", { time: time(madeAt), id: answer.observationId }),
    ],
    more: t("take.sheet.more"),
  };
}

/** The outcome in words for the customer, and the facts that the bank stated. */
function outcomeOf(
  answer: LookUpAnswer,
  { locale, timeZone, shop, environment }: SheetContext,
): Pick<Sheet, "sum" | "outcome" | "sentences" | "sections"> {
  const t = translatorOf(locale);
  const snapshot = snapshotOf(answer, { fields: FIELDS, episodes: [] });
  if (!snapshot) {
    const { customer } = explain(answer);
    return {
      sum: null,
      outcome: t(`badge.${badgeName(answer).key}`, { raw: "" }),
      sentences: [t(customer)],
      sections: [],
    };
  }
  const words = shareWords(snapshot, { locale, timeZone, shop, environment });
  const facts = words.facts.flatMap(({ label, value }): Fact[] =>
    value === null ? [] : [[label, drawable(value)]],
  );
  return {
    sum: words.sum && drawable(words.sum),
    outcome: words.state,
    // The customer's text begins with what became of the money.
    sentences: [words.doubt, words.customer].flatMap((text) => text ?? []),
    sections: [{ title: t("share.page.title"), facts, notes: [] }],
  };
}
