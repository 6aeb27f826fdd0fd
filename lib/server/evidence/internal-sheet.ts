import { inert } from "#lib/copy/summary.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { addSums, compareSums, formatMoney, ZERO } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { environmentMark } from "#lib/payment/environment.ts";
import { confirmationOf, explain } from "#lib/payment/explanation/explain.ts";
import { amountView, headlineSum } from "#lib/payment/facts/amounts.ts";
import { fieldLabel } from "#lib/payment/facts/field-labels.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Flag, Payment } from "#lib/payment/payment.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import { shopLine } from "#lib/shop/shop.ts";
import { formatTime } from "#lib/time/format.ts";
import { drawable } from "./drawable.ts";
import type { Fact, Sheet, SheetContext, SheetStep } from "./sheet.ts";

/** The most statuses of the timeline, the newest ones. */
const MOST_STEPS = 8;

/**
 * The sheet for the shop, its bank and its accountant, with the bank's own words and codes. Reads no
 * personal data of the payer.
 */
export function internalSheet(answer: LookUpAnswer, context: SheetContext): Sheet {
  const formatters = formattersOf(context);
  const { t, time, money } = formatters;
  const badge = badgeName(answer);
  const { money: where, finality } = explain(answer);
  const { madeBy, madeAt, url, shop } = context;
  const line = shopLine(shop);
  const sum = answer.payment && headlineSum(answer.payment);
  const unclear = answer.extent === "unknown" ? ` (${t("badge.extent_unknown")})` : "";
  return {
    shop: line && drawable(line),
    mark: t("take.sheet.internal"),
    title: t("take.sheet.title"),
    invoice: `${t("transaction.invoice")} ${answer.invoiceId}`,
    warning: warningOf(context),
    stated: t("take.sheet.stated", { time: time(answer.checkedAt) }),
    sum: sum && money(sum, answer.payment?.currency ?? null),
    outcome: t(`badge.${badge.key}`, { raw: drawable(badge.raw, 40) }) + unclear,
    sentences: [t(`explain.money.${where}`), meaningOf(answer, formatters)],
    finality: t(`explain.finality.${finality}`),
    code: { url, caption: t("take.sheet.code") },
    sections: sectionsOf(answer, context),
    signature: { name: t("take.sheet.signature"), stamp: t("take.sheet.stamp") },
    footer: [
      `${t("take.sheet.note")} ${t("take.sheet.code_note")}`,
      url,
      t("take.sheet.made_by", {
        who: drawable(madeBy),
        time: time(madeAt),
        id: answer.observationId,
      }),
    ],
    more: t("take.sheet.more"),
  };
}

/** What the outcome means, in the words of the payment's page. */
function meaningOf(answer: LookUpAnswer, { t, money }: Formatters): string {
  const { situation } = explain(answer);
  const { returned, original, currency = null } = answer.payment ?? {};
  if (situation === "partly_refunded" && returned && original) {
    return t("explain.situation.partly_refunded_sums.means", {
      returned: money(returned, currency),
      original: money(original, currency),
    });
  }
  return t(`explain.situation.${situation}.means`);
}

/** Functions that translate and format. */
function formattersOf({ locale, timeZone }: SheetContext) {
  return {
    t: translatorOf(locale),
    time: (instant: string | Date) => formatTime(instant, { locale, timeZone, style: "long" }),
    /** Truncates the currency, which is text of the bank, to twelve characters. */
    money: (sum: Sum, currency: string | null) =>
      drawable(formatMoney(sum, currency && inert(currency, 12), locale)),
  };
}

type Formatters = ReturnType<typeof formattersOf>;

function warningOf(context: SheetContext): string | null {
  const { t } = formattersOf(context);
  const mark = environmentMark(context.environment);
  return mark && t(`take.sheet.${mark}`);
}

function sectionsOf(answer: LookUpAnswer, context: SheetContext): Sheet["sections"] {
  const formatters = formattersOf(context);
  const { t } = formatters;
  const { payment, flags } = answer;
  const quality = flags.flatMap((flag) => qualityNote(flag, formatters) ?? []);
  return [
    ...(quality.length > 0
      ? [{ title: t("sections.quality"), facts: [], notes: [...new Set(quality)] }]
      : []),
    ...(payment
      ? [
          { title: t("sections.amounts"), ...amountsOf(answer, payment, formatters) },
          { title: t("sections.card"), facts: cardFacts(answer, payment, formatters), notes: [] },
        ]
      : []),
    { title: t("sections.numbers"), facts: numberFacts(answer, formatters), notes: [] },
    { title: t("sections.time"), facts: timeFacts(answer, formatters), notes: [] },
    ...(context.steps.length > 1
      ? [{ title: t("take.sheet.steps"), facts: stepFacts(context.steps, formatters), notes: [] }]
      : []),
    { title: t("sections.bank_words"), facts: codeFacts(answer, formatters), notes: [] },
  ];
}

function amountsOf(
  answer: LookUpAnswer,
  payment: Payment,
  formatters: Formatters,
): { facts: readonly Fact[]; notes: readonly string[] } {
  const { t } = formatters;
  const { currency } = payment;
  const line = (label: string, sum: Sum | null): Fact => [
    label,
    sum && formatters.money(sum, currency),
  ];
  const written = proofOf(answer, formatters);
  return {
    facts: [
      line(t("fields.original"), payment.original),
      line(t("fields.amount"), payment.amount),
      line(t("fields.bonus"), payment.bonus),
      line(t("fields.returned"), payment.returned),
      [t("fields.currency"), stated(currency)],
      ...(written ? [[t("take.sheet.proof"), written] as const] : []),
    ],
    notes: currency !== null && currency !== "KZT" ? [t("amounts.foreign_currency")] : [],
  };
}

/**
 * The sums as an addition, each with its name; null when there is nothing to add. The bank's
 * original sum may or may not include the bonuses, so bonuses are left out when only that adds up.
 */
function proofOf(answer: LookUpAnswer, { t, money }: Formatters): string | null {
  const view = amountView(answer);
  const currency = answer.payment?.currency ?? null;
  if (view?.is === "asked") return t("amounts.asked", { sum: money(view.sum, currency) });
  if (!view || view.proof.addsUp === null) return null;
  const { proof } = view;
  const { whole, addsUp } = proof;
  const total = addSums(ZERO, ...proof.parts.map(({ sum }) => sum));
  const parts =
    addsUp && compareSums(total, whole) !== 0
      ? proof.parts.filter(({ name }) => name !== "bonus")
      : proof.parts;
  const write = (sum: Sum) => money(sum, currency);
  if (!addsUp) {
    return t("amounts.does_not_add_up", {
      parts: parts.map(({ sum }) => write(sum)).join(" + "),
      whole: write(whole),
    });
  }
  if (parts.length < 2) return null;
  const terms = parts.map(({ name, sum }) => `${write(sum)} (${t(`amounts.${name}`)})`);
  return `${terms.join(" + ")} = ${write(whole)}`;
}

function cardFacts(answer: LookUpAnswer, { card }: Payment, { t }: Formatters): Fact[] {
  const { mask } = card;
  const digits = mask && `${mask.first.padEnd(6, "•")}••••••${mask.last.padStart(4, "•")}`;
  return [
    [t("fields.mask"), digits && drawable(digits.replace(/(.{4})(?=.)/g, "$1 "))],
    [t("fields.brand"), stated(card.brand)],
    [t("fields.issuer"), stated(card.issuer)],
    [t("fields.secure"), t(`card.secure.${confirmationOf(answer).state}`)],
  ];
}

function numberFacts({ payment, terminal, service }: LookUpAnswer, { t }: Formatters): Fact[] {
  const p2p = service === "p2p" ? `, ${t("transaction.service_p2p")}` : "";
  const asked = [t("transaction.terminal_asked"), drawable(terminal) + p2p] as const;
  if (!payment) return [asked];
  return [
    [t("fields.rrn"), stated(payment.rrn)],
    [t("fields.approval_code"), stated(payment.approvalCode)],
    [t("fields.internal_reference"), stated(payment.internalReference)],
    [t("fields.bank_id"), stated(payment.bankId)],
    [t("fields.terminal_number"), stated(payment.terminal.number)],
    [t("fields.terminal_id"), stated(payment.terminal.id)],
    asked,
  ];
}

function timeFacts({ payment, checkedAt }: LookUpAnswer, { t, time }: Formatters): Fact[] {
  const created = payment?.createdAt;
  return [
    ...(payment
      ? [
          [t("fields.created_at"), created?.instant ? time(created.instant) : null] as const,
          [t("fields.created_at_bank"), stated(created?.raw ?? null)] as const,
        ]
      : []),
    [t("fields.checked_at"), time(checkedAt)],
  ];
}

/** Statuses as the shop saw them, each with its first time; as many as leave room for the rest. */
function stepFacts(steps: readonly SheetStep[], { t, time }: Formatters): Fact[] {
  return steps.slice(-MOST_STEPS).map(({ answer, at }): Fact => {
    const { key, raw } = badgeName(answer);
    return [time(at), t(`badge.${key}`, { raw: drawable(raw, 40) })];
  });
}

function codeFacts(answer: LookUpAnswer, { t }: Formatters): Fact[] {
  const { payment, resultCode, statusName } = answer;
  const { gloss } = explain(answer);
  return [
    [t("fields.result_code"), stated(resultCode)],
    [t("fields.status_name"), stated(statusName)],
    ...(payment
      ? [
          [t("fields.reason_code"), stated(payment.reason.code)] as const,
          [t("fields.reason"), stated(payment.reason.text)] as const,
        ]
      : []),
    ...(gloss ? [[t("fields.reason_gloss"), t(`reasons.code.${gloss.key}.meaning`)] as const] : []),
  ];
}

function stated(text: string | null): string | null {
  return (text && drawable(text)) || null;
}

/** Flags that do not matter for what the sheet proves. */
const IRRELEVANT_FLAGS: ReadonlySet<Flag["code"]> = new Set([
  "card_mask_cut",
  "card_number_removed",
  "text_cut",
  "text_damaged",
  "unknown_fields",
]);

function qualityNote(
  { code, field = "", raw = "", count = 0 }: Flag,
  { t }: Formatters,
): string | null {
  if (IRRELEVANT_FLAGS.has(code)) return null;
  const key = fieldLabel(field);
  const label = key ? t(`fields.${key}`) : drawable(field, 40);
  return t(`flags.${code}`, { field: label, raw: drawable(raw, 60), count });
}
