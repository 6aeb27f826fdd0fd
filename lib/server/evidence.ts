import path from "node:path";
import PDFDocument from "pdfkit";
import { encode } from "uqr";
import { createTranslator } from "use-intl/core";
import { badgeOf } from "#lib/badge.ts";
import { explain } from "#lib/explanation.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import type { LookUpAnswer } from "#lib/look-up.ts";
import { formatMoney } from "#lib/money.ts";
import type { Payment, Sum } from "#lib/payment.ts";
import { formatTime } from "#lib/time.ts";

/**
 * One observation on one sheet of A4, for a dispute or a file: black on white, without personal data
 * of the payer, with a code that leads to the page.
 */

interface SheetContext {
  locale: Locale;
  timeZone: string;
  url: string;
  /** E-mail of who takes it. */
  madeBy: string;
}

const MARGIN = 56;
const LABEL_WIDTH = 190;
const QR_SIZE = 88;
/** Longest text in one line of the sheet. */
const LONGEST = 200;

/** Faces with Kazakh letters and the tenge sign; next.config.mjs lays them beside the server. */
function fontFile(name: string): string {
  return path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf", `${name}.ttf`);
}

/** The sheet as the bytes of a PDF. */
export function evidenceSheet(answer: LookUpAnswer, context: SheetContext): Promise<Buffer> {
  const t = createTranslator({ locale: context.locale, messages: messagesOf(context.locale) });
  const document = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: context.locale,
    info: { Title: `${t("take.sheet.title")} ${answer.invoiceId}`, Author: "Anyqta" },
  });
  const done = collect(document);
  document.registerFont("plain", fontFile("DejaVuSans"));
  document.registerFont("bold", fontFile("DejaVuSans-Bold"));
  drawHead(document, answer, context);
  for (const [title, facts] of sectionsOf(answer, context)) drawFacts(document, title, facts);
  drawFoot(document, answer, context);
  document.end();
  return done;
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.once("end", () => resolve(Buffer.concat(chunks)));
    document.once("error", reject);
  });
}

function drawHead(document: PDFKit.PDFDocument, answer: LookUpAnswer, context: SheetContext): void {
  const { locale, timeZone, url } = context;
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const badge = badgeOf(answer);
  const { money, situation } = explain(answer);
  drawCode(document, url, { x: document.page.width - MARGIN - QR_SIZE, y: MARGIN });
  const width = document.page.width - 2 * MARGIN - QR_SIZE - 16;
  document.font("bold").fontSize(16).text(t("take.sheet.title"), { width });
  document.fontSize(12).text(`${t("transaction.invoice")} ${answer.invoiceId}`, { width });
  document.moveDown(0.6);
  document.fontSize(14).text(inert(t(`badge.${badge.key}`, { raw: badge.raw })), { width });
  document.font("plain").fontSize(10);
  document.text(`${t(`explain.money.${money}`)} ${t(`explain.situation.${situation}.means`)}`, {
    width,
  });
  const time = formatTime(answer.checkedAt, { locale, timeZone, style: "long" });
  document.moveDown(0.4).text(t("take.sheet.stated", { time }), { width });
  document.y = Math.max(document.y, MARGIN + QR_SIZE) + 12;
}

type Fact = readonly [label: string, value: string | null | undefined];

function sectionsOf(
  answer: LookUpAnswer,
  { locale, timeZone }: SheetContext,
): (readonly [title: string, facts: readonly Fact[]])[] {
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const { payment } = answer;
  if (!payment) return [];
  const money = (sum: Sum | null) => sum && formatMoney(sum, payment.currency, locale);
  const created = payment.createdAt?.instant;
  return [
    [
      t("sections.amounts"),
      [
        [t("fields.amount"), money(payment.amount)],
        [t("fields.bonus"), money(payment.bonus)],
        [t("fields.returned"), money(payment.returned)],
        [t("fields.original"), money(payment.original)],
      ],
    ],
    [
      t("sections.card"),
      [
        [t("fields.mask"), maskText(payment)],
        [t("fields.brand"), payment.card.brand],
        [t("fields.issuer"), payment.card.issuer],
        [t("fields.secure"), secureText(payment, t)],
      ],
    ],
    [
      t("sections.numbers"),
      [
        [t("fields.rrn"), payment.rrn],
        [t("fields.approval_code"), payment.approvalCode],
        [t("fields.internal_reference"), payment.internalReference],
        [t("fields.bank_id"), payment.bankId],
        [t("fields.terminal_number"), payment.terminal.number],
        [t("fields.terminal_id"), payment.terminal.id],
      ],
    ],
    [
      t("sections.time"),
      [
        [
          t("fields.created_at"),
          created && formatTime(created, { locale, timeZone, style: "long" }),
        ],
        [t("fields.created_at_bank"), payment.createdAt?.raw],
      ],
    ],
    [
      t("sections.bank_words"),
      [
        [t("fields.result_code"), answer.resultCode],
        [t("fields.status_name"), answer.statusName],
        [t("fields.reason_code"), payment.reason.code],
        [t("fields.reason"), payment.reason.text],
      ],
    ],
  ];
}

function maskText({ card: { mask } }: Payment): string | null {
  return mask && `${mask.first.padEnd(6, "•")}••••••${mask.last.padStart(4, "•")}`;
}

function secureText(
  { card: { secure } }: Payment,
  t: (key: "card.secure.passed" | "card.secure.not_passed") => string,
): string | null {
  return secure === null ? null : t(secure ? "card.secure.passed" : "card.secure.not_passed");
}

function drawFacts(document: PDFKit.PDFDocument, title: string, facts: readonly Fact[]): void {
  const width = document.page.width - 2 * MARGIN;
  document.moveDown(0.7).font("bold").fontSize(10).text(title, MARGIN, undefined, { width });
  document.moveDown(0.2).fontSize(9);
  for (const [label, value] of facts) {
    const top = document.y;
    document.font("plain").text(label, MARGIN, top, { width: LABEL_WIDTH });
    const below = document.y;
    document.text(inert(value || "—"), MARGIN + LABEL_WIDTH, top, { width: width - LABEL_WIDTH });
    document.y = Math.max(document.y, below) + 2;
  }
}

function drawFoot(
  document: PDFKit.PDFDocument,
  answer: LookUpAnswer,
  { locale, timeZone, url, madeBy }: SheetContext,
): void {
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const width = document.page.width - 2 * MARGIN;
  const time = formatTime(new Date(), { locale, timeZone, style: "long" });
  document.moveDown(1.2).font("plain").fontSize(8);
  document.text(t("take.sheet.note"), MARGIN, undefined, { width });
  document.text(url, { width });
  document.text(t("take.sheet.made_by", { who: madeBy, time, id: answer.observationId }), {
    width,
  });
}

/** A QR code (ISO/IEC 18004) of squares, so that it prints sharp. */
function drawCode(document: PDFKit.PDFDocument, text: string, at: { x: number; y: number }): void {
  const { data, size } = encode(text, { border: 2 });
  const side = QR_SIZE / size;
  data.forEach((row, down) => {
    row.forEach((isDark, across) => {
      if (isDark) document.rect(at.x + across * side, at.y + down * side, side, side);
    });
  });
  document.fill("black");
}

/** One line, no marks that act, not endless. */
function inert(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
