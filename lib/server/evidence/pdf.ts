import "server-only";
import path from "node:path";
import PDFDocument from "pdfkit";
import { encode } from "uqr";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { customerSheet } from "./customer-sheet.ts";
import { internalSheet } from "./internal-sheet.ts";
import { drawSheet, PAPER } from "./layout.ts";
import { SHEETS, type SheetContext, type SheetKind } from "./sheet.ts";

export { SHEETS };

const MAKERS = { customer: customerSheet, internal: internalSheet } as const;

/**
 * Fonts with Kazakh letters and the tenge sign. The paths are literal: for a computed path the
 * build would include every file that may match, which are 10 MB of other fonts.
 */
const FONTS = {
  plain: path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  bold: path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
} as const;

/**
 * Makes a PDF of one observation, to hand to the customer or, for example, for a dispute: A4, black
 * on white, without personal data of the payer. The internal one has a QR code of the address of the
 * payment's page.
 */
export function evidenceSheet(
  answer: LookUpAnswer,
  { kind, ...context }: SheetContext & { kind: SheetKind },
): Promise<Buffer> {
  const sheet = MAKERS[kind](answer, context);
  const paper = new PDFDocument({
    ...PAPER,
    // Without a font here the library adds Helvetica, which has no Kazakh letters.
    font: FONTS.plain,
    lang: context.locale,
    displayTitle: true,
    pdfVersion: "1.7",
    info: {
      Title: `${sheet.title}: ${sheet.invoice}`,
      Author: "Anyqta",
      CreationDate: context.madeAt,
    },
  });
  const bytes = collect(paper);
  paper.registerFont("plain", FONTS.plain);
  paper.registerFont("bold", FONTS.bold);
  drawSheet(paper, sheet, sheet.code && encode(sheet.code.url, { border: 0, ecc: "M" }).data);
  paper.end();
  return bytes;
}

function collect(paper: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    paper.on("data", (chunk: Buffer) => chunks.push(chunk));
    paper.once("end", () => resolve(Buffer.concat(chunks)));
    paper.once("error", reject);
  });
}
