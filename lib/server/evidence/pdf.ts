import "server-only";
import path from "node:path";
import PDFDocument from "pdfkit";
import { encode } from "uqr";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { type SheetContext, sheetOf } from "./content.ts";
import { drawSheet, PAPER } from "./layout.ts";

/**
 * Faces with Kazakh letters and the tenge sign. The paths are spelt out: a build lays beside the
 * server whatever a pattern could mean, which would be 10 MB of other faces.
 */
const FACES = {
  plain: path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  bold: path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
} as const;

/**
 * One observation as the bytes of a PDF, for a dispute or a file: A4, black on white, without
 * personal data of the payer, with a code that leads to the payment's page.
 */
export function evidenceSheet(answer: LookUpAnswer, context: SheetContext): Promise<Buffer> {
  const sheet = sheetOf(answer, context);
  const paper = new PDFDocument({
    ...PAPER,
    // Named here, or the library would add Helvetica, which has no Kazakh letters.
    font: FACES.plain,
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
  paper.registerFont("plain", FACES.plain);
  paper.registerFont("bold", FACES.bold);
  drawSheet(paper, sheet, encode(context.url, { border: 0, ecc: "M" }).data);
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
