import type { Locale } from "#lib/i18n/locale.ts";
import { withPlainBlanks } from "#lib/i18n/non-breaking.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { formatMoney } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Flag } from "#lib/payment/payment.ts";
import { badgeName } from "#lib/payment/status/badge-name.ts";
import { formatTime } from "#lib/time/format.ts";
import { withoutFormula } from "./formula-guard.ts";
import { markdownCode, markdownText } from "./markdown.ts";

/**
 * Formats a payment as text to copy: for a chat, a ticket, a spreadsheet, a program, a message to the
 * bank. The texts never contain personal data of the payer. Every value is on one line and escaped.
 */

/** What the texts need besides the answer. */
export interface SummaryContext {
  locale: Locale;
  timeZone: string;
  /** The address of the payment's page. */
  url: string;
  /** The bank's id of the terminal that was asked, for answers that name none. */
  terminalId?: string | undefined;
}

/** One payment in all text forms. */
export interface Summaries {
  line: string;
  markdown: string;
  tableRow: string;
  json: string;
  bankMessage: string;
}

/** The bank's contact for merchants, as its documentation gives it. */
const BANK_ADDRESS = "epay@halykbank.kz";

const LONGEST = 200;

/** Formats an answer in all text forms. */
export function summariesOf(answer: LookUpAnswer, context: SummaryContext): Summaries {
  const facts = factsOf(answer, context);
  return {
    line: lineOf(facts, context),
    markdown: markdownOf(facts, context),
    tableRow: tableRowOf(facts, context),
    json: JSON.stringify(plainObject(answer, context), null, 2),
    bankMessage: bankMessage(answer, context),
  };
}

/** The facts without personal data, formatted; null if the bank does not state one. */
function factsOf(answer: LookUpAnswer, { locale, timeZone, url }: SummaryContext) {
  const t = translatorOf(locale);
  const { payment } = answer;
  const badge = badgeName(answer);
  const { money } = explain(answer);
  const isReturned = money === "returned" || money === "returned_in_part";
  const unclear = answer.extent === "unknown" ? ` (${t("badge.extent_unknown")})` : "";
  const time = (instant: string) => formatTime(instant, { locale, timeZone, style: "long" });
  const created = payment?.createdAt;
  return {
    invoice: answer.invoiceId,
    outcome: t(`badge.${badge.key}`, { raw: inert(badge.raw) }) + unclear,
    sum: payment && headlineSum(payment),
    returned: isReturned ? (payment?.returned ?? null) : null,
    currency: inertOrNull(payment?.currency),
    created: created?.instant ? time(created.instant) : inertOrNull(created?.raw),
    rrn: inertOrNull(payment?.rrn),
    approvalCode: inertOrNull(payment?.approvalCode),
    codes: inert(
      [answer.resultCode, answer.statusName, payment?.reason.code].filter(Boolean).join(" / "),
    ),
    terminal: inert(payment?.terminal.number ?? answer.terminal),
    checked: time(answer.checkedAt),
    url,
  };
}

type Facts = ReturnType<typeof factsOf>;

/** For a chat: the outcome and when it was checked. */
function lineOf(facts: Facts, { locale }: SummaryContext): string {
  const t = translatorOf(locale);
  const { sum, returned, currency } = facts;
  const money = (one: Sum) => formatMoney(one, currency, locale);
  return [
    facts.invoice,
    facts.outcome,
    sum && money(sum),
    returned && t("take.returned", { sum: money(returned) }),
    facts.created,
    facts.rrn && `RRN ${facts.rrn}`,
    t("take.checked", { time: facts.checked }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** For a ticket: a Markdown table of the stated facts. */
function markdownOf(facts: Facts, { locale }: SummaryContext): string {
  const t = translatorOf(locale);
  const money = (one: Sum | null) => one && markdownText(formatMoney(one, facts.currency, locale));
  const rows: readonly (readonly [label: string, value: string | null])[] = [
    [t("transaction.invoice"), markdownCode(facts.invoice)],
    [t("fields.status_name"), markdownText(facts.outcome)],
    [t("fields.amount"), money(facts.sum)],
    [t("fields.returned"), money(facts.returned)],
    [t("fields.created_at"), facts.created && markdownText(facts.created)],
    [t("fields.rrn"), facts.rrn && markdownCode(facts.rrn)],
    [t("fields.approval_code"), facts.approvalCode && markdownCode(facts.approvalCode)],
    [t("take.codes"), facts.codes && markdownCode(facts.codes)],
    [t("sections.terminal"), markdownCode(facts.terminal)],
    [t("fields.checked_at"), markdownText(facts.checked)],
    [t("take.address"), `<${facts.url}>`],
  ];
  return [
    `| ${t("take.field")} | ${t("take.value")} |`,
    "| --- | --- |",
    ...rows.flatMap(([label, value]) => (value ? [`| ${label} | ${value} |`] : [])),
  ].join("\n");
}

/**
 * For a spreadsheet: always the same twelve cells, so that rows form a table. Amounts are numbers in
 * the format of the locale with the currency in a cell of its own; texts have plain spaces.
 */
function tableRowOf(facts: Facts, { locale }: SummaryContext): string {
  const number = (sum: Sum | null) => sum && formatMoney(sum, null, locale);
  return [
    facts.invoice,
    withPlainBlanks(facts.outcome),
    number(facts.sum),
    number(facts.returned),
    facts.currency,
    facts.created && withPlainBlanks(facts.created),
    facts.rrn,
    facts.approvalCode,
    facts.codes,
    facts.terminal,
    withPlainBlanks(facts.checked),
    facts.url,
  ]
    .map((value) => pastedCell(value ?? ""))
    .join("\t");
}

/** For programs: always the same keys, no personal data. */
function plainObject(answer: LookUpAnswer, { url }: SummaryContext) {
  const { payment } = answer;
  return {
    invoiceId: answer.invoiceId,
    terminal: answer.terminal,
    service: answer.service,
    kind: answer.kind,
    class: answer.class,
    extent: answer.extent,
    resultCode: inertOrNull(answer.resultCode),
    statusName: inertOrNull(answer.statusName),
    reasonCode: inertOrNull(payment?.reason.code),
    currency: inertOrNull(payment?.currency),
    amount: payment?.amount?.decimal ?? null,
    bonus: payment?.bonus?.decimal ?? null,
    returned: payment?.returned?.decimal ?? null,
    original: payment?.original?.decimal ?? null,
    createdAt: inertOrNull(payment?.createdAt?.raw),
    rrn: inertOrNull(payment?.rrn),
    approvalCode: inertOrNull(payment?.approvalCode),
    internalReference: inertOrNull(payment?.internalReference),
    bankId: inertOrNull(payment?.bankId),
    terminalNumber: inertOrNull(payment?.terminal.number),
    terminalId: inertOrNull(payment?.terminal.id),
    checkedAt: answer.checkedAt,
    observationId: answer.observationId,
    url,
  };
}

/** A complete message to the bank: the question, and all ids that the bank can search by. */
function bankMessage(answer: LookUpAnswer, context: SummaryContext): string {
  const t = translatorOf(context.locale);
  const stated = bankFacts(answer, context).flatMap(([label, value]) => {
    const shown = inertOrNull(value);
    return shown ? [`${label}: ${shown}`] : [];
  });
  return [
    t("take.bank.to", { address: BANK_ADDRESS }),
    t("take.bank.subject", { invoice: answer.invoiceId }),
    "",
    t("take.bank.greeting"),
    t(`take.bank.questions.${questionOf(answer)}`),
    "",
    ...stated,
    "",
    t("take.bank.thanks"),
  ].join("\n");
}

/** The facts for the bank, unambiguous: amounts with currency codes, the bank's time with its offset. */
function bankFacts(
  answer: LookUpAnswer,
  { locale, timeZone, terminalId }: SummaryContext,
): readonly (readonly [label: string, value: string | null | undefined])[] {
  const t = translatorOf(locale);
  const { payment } = answer;
  const sum = (one: Sum | null | undefined) => one && `${one.decimal} ${payment?.currency ?? ""}`;
  return [
    [t("transaction.invoice"), answer.invoiceId],
    [t("fields.bank_id"), payment?.bankId],
    [t("fields.terminal_number"), payment?.terminal.number],
    [t("fields.terminal_id"), payment?.terminal.id ?? terminalId],
    [t("take.bank.terminal_alias"), payment ? null : answer.terminal],
    [t("fields.rrn"), payment?.rrn],
    [t("fields.approval_code"), payment?.approvalCode],
    [t("fields.internal_reference"), payment?.internalReference],
    [t("fields.amount"), sum(payment?.amount)],
    [t("fields.bonus"), sum(payment?.bonus)],
    [t("fields.returned"), sum(payment?.returned)],
    [t("fields.original"), sum(payment?.original)],
    [t("fields.created_at_bank"), payment?.createdAt?.raw],
    [t("fields.result_code"), answer.resultCode],
    [t("fields.status_name"), answer.statusName],
    [t("fields.reason_code"), payment?.reason.code],
    [t("fields.checked_at"), formatTime(answer.checkedAt, { locale, timeZone, style: "long" })],
  ];
}

type Question = "refund" | "sums" | "final_state" | "contradiction" | "not_found" | "state";

/** Chooses the question to the bank by what is unclear. */
function questionOf(answer: LookUpAnswer): Question {
  if (answer.flags.some(({ code }) => CONTRADICTIONS.has(code))) return "sums";
  switch (explain(answer).situation) {
    case "refunded_unclear":
      return "refund";
    case "begun":
    case "three_ds_running":
    case "in_progress":
    case "not_settled":
    case "not_settled_may_be_held":
    case "failed_unexplained":
    case "three_ds_stopped":
      return "final_state";
    case "paid_doubtful":
    case "failed_contradiction":
    case "unknown_state":
    case "unknown_code":
      return "contradiction";
    case "not_found":
    case "not_found_p2p":
      return "not_found";
    default:
      return "state";
  }
}

/** Flags for sums that contradict each other or cannot be read. */
const CONTRADICTIONS: ReadonlySet<Flag["code"]> = new Set([
  "charge_with_refund_sums",
  "refund_remainder_unexpected",
  "sum_negative",
  "sum_unreadable",
  "sums_do_not_add_up",
]);

function inertOrNull(text: string | null | undefined): string | null {
  return text ? inert(text) : null;
}

/**
 * A text of the bank as one line without control and bidirectional characters, with at most three
 * combining marks in a row, truncated after `longest` characters.
 */
export function inert(text: string, longest = LONGEST): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/(\p{M}{3})\p{M}+/gu, "$1")
    .trim();
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest).join("")}…` : line;
}

/**
 * One cell of a row to paste into a spreadsheet: neither a formula nor a leading quotation mark, which
 * would join the following cells into a quoted one.
 */
function pastedCell(text: string): string {
  const guarded = withoutFormula(text);
  return guarded.startsWith('"') ? `'${guarded}` : guarded;
}
