import { createTranslator } from "use-intl/core";
import { headlineSum } from "./amounts.ts";
import { badgeOf } from "./badge.ts";
import { explain } from "./explanation.ts";
import type { Locale } from "./i18n/locale.ts";
import { messagesOf } from "./i18n/messages.ts";
import type { LookUpAnswer } from "./look-up.ts";
import { formatMoney } from "./money.ts";
import { formatTime } from "./time.ts";

/**
 * A payment to be taken along: into a chat, a table, a ticket, a message to the bank. Never with
 * personal data of the payer; every value on one line and without marks that act.
 */

export interface SummaryContext {
  locale: Locale;
  timeZone: string;
  /** The page's own address. */
  url: string;
}

export interface Summaries {
  line: string;
  markdown: string;
  tableRow: string;
  json: string;
  bankMessage: string;
}

/** All forms of one answer. */
export function summariesOf(answer: LookUpAnswer, context: SummaryContext): Summaries {
  const facts = factsOf(answer, context);
  return {
    line: facts.map(([, value]) => value).join(" · "),
    markdown: facts.map(([label, value]) => `- **${label}:** ${markdownSafe(value)}`).join("\n"),
    tableRow: facts.map(([, value]) => cellSafe(value)).join("\t"),
    json: JSON.stringify(plainObject(answer, context), null, 2),
    bankMessage: bankMessage(answer, context),
  };
}

type FactLine = readonly [label: string, value: string];

/** What everybody may know: outcome, sum, time, numbers, codes; stated ones only. */
function factsOf(answer: LookUpAnswer, { locale, timeZone, url }: SummaryContext): FactLine[] {
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const badge = badgeOf(answer);
  const { payment } = answer;
  const sum = payment && headlineSum(payment);
  const created = payment?.createdAt?.instant;
  const lines: (readonly [string, string | null | undefined])[] = [
    [t("transaction.invoice"), answer.invoiceId],
    [t("fields.status_name"), t(`badge.${badge.key}`, { raw: badge.raw })],
    [t("fields.amount"), sum && formatMoney(sum, payment.currency, locale)],
    [
      t("fields.returned"),
      payment?.returned && formatMoney(payment.returned, payment.currency, locale),
    ],
    [t("fields.created_at"), created && formatTime(created, { locale, timeZone, style: "long" })],
    [t("fields.rrn"), payment?.rrn],
    [t("fields.approval_code"), payment?.approvalCode],
    [t("fields.result_code"), codesOf(answer)],
    [t("sections.terminal"), payment?.terminal.number ?? answer.terminal],
    [t("fields.checked_at"), formatTime(answer.checkedAt, { locale, timeZone, style: "long" })],
    [t("take.address"), url],
  ];
  return lines.flatMap(([label, value]): FactLine[] => (value ? [[label, inert(value)]] : []));
}

function codesOf({ resultCode, statusName, payment }: LookUpAnswer): string {
  return [resultCode, statusName, payment?.reason.code].filter(Boolean).join(" / ");
}

/** For programs: stable keys, no personal data. */
function plainObject(answer: LookUpAnswer, { url }: SummaryContext) {
  const { payment } = answer;
  return {
    invoiceId: answer.invoiceId,
    kind: answer.kind,
    class: answer.class,
    resultCode: answer.resultCode,
    statusName: answer.statusName,
    reasonCode: payment?.reason.code ?? null,
    currency: payment?.currency ?? null,
    amount: payment?.amount?.decimal ?? null,
    bonus: payment?.bonus?.decimal ?? null,
    returned: payment?.returned?.decimal ?? null,
    original: payment?.original?.decimal ?? null,
    createdAt: payment?.createdAt?.raw ?? null,
    rrn: payment?.rrn ?? null,
    approvalCode: payment?.approvalCode ?? null,
    bankId: payment?.bankId ?? null,
    terminal: answer.terminal,
    checkedAt: answer.checkedAt,
    url,
  };
}

/** A finished question to the bank, with all that it searches by. */
function bankMessage(answer: LookUpAnswer, { locale }: SummaryContext): string {
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const { payment } = answer;
  const sums = payment && {
    amount: payment.amount,
    bonus: payment.bonus,
    returned: payment.returned,
    original: payment.original,
  };
  const lines: (readonly [string, string | null | undefined])[] = [
    [t("transaction.invoice"), answer.invoiceId],
    [t("fields.bank_id"), payment?.bankId],
    [t("fields.terminal_number"), payment?.terminal.number],
    [t("fields.terminal_id"), payment?.terminal.id],
    [t("fields.rrn"), payment?.rrn],
    [t("fields.approval_code"), payment?.approvalCode],
    [t("fields.internal_reference"), payment?.internalReference],
    ...Object.entries(sums ?? {}).map(([name, sum]) => [name, sum?.decimal] as const),
    [t("fields.currency"), payment?.currency],
    [t("fields.created_at_bank"), payment?.createdAt?.raw],
    [t("fields.result_code"), codesOf(answer)],
    [t("fields.checked_at"), answer.checkedAt],
  ];
  const stated = lines.flatMap(([label, value]) => (value ? [`${label}: ${inert(value)}`] : []));
  return [
    t("take.greeting"),
    t(`take.questions.${questionOf(answer)}`),
    "",
    ...stated,
    "",
    t("take.thanks"),
  ].join("\n");
}

function questionOf(answer: LookUpAnswer): "refund" | "final_state" | "contradiction" | "state" {
  const { situation } = explain(answer);
  switch (situation) {
    case "refunded_unclear":
      return "refund";
    case "not_settled":
    case "not_settled_may_be_held":
    case "failed_unexplained":
    case "in_progress":
    case "begun":
      return "final_state";
    case "failed_contradiction":
    case "paid_sums_differ":
    case "paid_doubtful":
    case "unknown_state":
    case "unknown_code":
      return "contradiction";
    default:
      return "state";
  }
}

/** One line, without control and direction characters. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
}

/** Marks that Markdown would act on. */
function markdownSafe(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe (OWASP CSV injection). */
function cellSafe(text: string): string {
  return /^[\s'"]*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
