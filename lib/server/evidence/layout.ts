import type { Sheet } from "./sheet.ts";

/**
 * Draws a sheet on A4 for black and white printers, with lines and font weights and no colours.
 * Adds pages itself instead of letting the library do it, so that a label and its value stay
 * together.
 */

const MARGIN = 48;
/** From the rule to the edge of the page. */
const FOOTER_HEIGHT = 72;
const LABEL_WIDTH = 180;
const GAP = 14;
const CODE_SIZE = 92;
/** Of the place to sign, with the room above it: at least, and where a stamp of 40 mm fits. */
const SIGNATURE_HEIGHT = { least: 44, best: 130 };
const MAX_PAGES = 2;
const BLACK = "black";
/** A contrast of 9:1 on white, readable also from a weak printer. */
const GREY = "#444444";
const HAIRLINE = "#999999";

type Paper = PDFKit.PDFDocument;
type Code = readonly (readonly boolean[])[];

/** Options of PDFDocument that `drawSheet` requires. */
export const PAPER = {
  size: "A4",
  margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
  bufferPages: true,
} as const;

/** Draws the sheet, with its QR code if it has one; the fonts "plain" and "bold" must be registered. */
export function drawSheet(paper: Paper, sheet: Sheet, code: Code | null): void {
  drawHeader(paper, sheet, code);
  drawOutcome(paper, sheet);
  const isWhole = sheet.sections.every((section) => drawSection(paper, section));
  if (!isWhole) {
    paper
      .font("bold")
      .fontSize(9)
      .text(sheet.more, MARGIN, paper.y, { width: widthOf(paper) });
  }
  drawSignature(paper, sheet);
  drawFooters(paper, sheet);
}

function widthOf(paper: Paper): number {
  return paper.page.width - 2 * MARGIN;
}

/** Shop, mark, title, invoice, warning outside production, and the QR code of the page's address. */
function drawHeader(paper: Paper, sheet: Sheet, code: Code | null): void {
  const below = code && sheet.code ? drawCaptioned(paper, code, sheet.code.caption) : 0;
  const width = widthOf(paper) - (code ? CODE_SIZE + 2 * GAP : 0);
  paper.font("bold").fillColor(BLACK);
  paper.x = MARGIN;
  paper.y = MARGIN;
  if (sheet.shop) paper.fontSize(11).text(sheet.shop, { width }).moveDown(0.4);
  if (sheet.mark) paper.fontSize(10).text(sheet.mark, { width }).moveDown(0.4);
  paper.fontSize(17).text(sheet.title, { width });
  paper.moveDown(0.3).fontSize(12).text(sheet.invoice, { width });
  paper.moveDown(0.3).font("plain").fontSize(9).text(sheet.stated, { width });
  if (sheet.warning) {
    paper.moveDown(0.5).font("bold").fontSize(9).text(sheet.warning, { width });
  }
  paper.y = Math.max(below, paper.y) + 8;
}

/** The QR code in the upper right corner; gives the place below its caption. */
function drawCaptioned(paper: Paper, code: Code, caption: string): number {
  const left = paper.page.width - MARGIN - CODE_SIZE;
  drawCode(paper, code, { left, top: MARGIN });
  paper.font("plain").fontSize(7).fillColor(BLACK);
  paper.text(caption, left - GAP, MARGIN + CODE_SIZE + 5, {
    width: CODE_SIZE + GAP,
    align: "right",
  });
  return paper.y;
}

/** Sum and outcome in a frame. */
function drawOutcome(paper: Paper, sheet: Sheet): void {
  const top = paper.y;
  const width = widthOf(paper) - 2 * GAP;
  paper.x = MARGIN + GAP;
  paper.y = top + 10;
  const headline = [sheet.sum, sheet.outcome].filter(Boolean).join("  ·  ");
  paper.font("bold").fontSize(15).text(headline, { width }).font("plain");
  paper.fontSize(10).moveDown(0.25).text(sheet.sentences.join(" "), { width });
  if (sheet.finality) {
    paper.moveDown(0.15).fontSize(9).fillColor(GREY).text(sheet.finality, { width });
  }
  const height = paper.y - top + 9;
  paper.lineWidth(1.5).rect(MARGIN, top, widthOf(paper), height).stroke(BLACK);
  paper.fillColor(BLACK);
  paper.y = top + height + 4;
}

/** False if the last page is full. */
function drawSection(paper: Paper, { title, facts, notes }: Sheet["sections"][number]): boolean {
  // A title is never the last thing on a page.
  if (!makeRoom(paper, 48)) return false;
  paper.font("bold").fontSize(10).fillColor(BLACK);
  paper.text(title, MARGIN, paper.y + 7, { width: widthOf(paper) });
  drawRule(paper, paper.y + 2, { width: 0.8, colour: BLACK });
  paper.y += 4;
  return (
    facts.every((fact, place) => drawFact(paper, fact, place === facts.length - 1)) &&
    notes.every((note) => drawNote(paper, note))
  );
}

function drawFact(paper: Paper, [label, value]: readonly [string, string | null], isLast: boolean) {
  const shown = value ?? "—";
  const options = { width: widthOf(paper) - LABEL_WIDTH - GAP };
  paper.font("plain").fontSize(9);
  const height = Math.max(
    paper.heightOfString(label, { width: LABEL_WIDTH }),
    paper.heightOfString(shown, options),
  );
  if (!makeRoom(paper, height + 3)) return false;
  const top = paper.y;
  paper.fillColor(GREY).text(label, MARGIN, top, { width: LABEL_WIDTH });
  paper.fillColor(BLACK).text(shown, MARGIN + LABEL_WIDTH + GAP, top, options);
  if (!isLast) drawRule(paper, top + height + 1, { width: 0.4, colour: HAIRLINE });
  paper.y = top + height + 3;
  return true;
}

function drawNote(paper: Paper, note: string): boolean {
  const options = { width: widthOf(paper) };
  paper.font("plain").fontSize(8.5).fillColor(BLACK);
  if (!makeRoom(paper, paper.heightOfString(note, options) + 4)) return false;
  paper.text(note, MARGIN, paper.y + 1, options);
  paper.y += 2;
  return true;
}

/** Adds a page if this height does not fit; false after the last allowed page. */
function makeRoom(paper: Paper, height: number): boolean {
  const isLast = paper.bufferedPageRange().count >= MAX_PAGES;
  const kept = FOOTER_HEIGHT + 4 + (isLast ? SIGNATURE_HEIGHT.least : 0);
  if (paper.y + height <= paper.page.height - kept) return true;
  if (isLast) return false;
  paper.addPage();
  paper.y = MARGIN;
  return true;
}

/** Lines for a name with a signature and for a stamp, below the content and never apart. */
function drawSignature(paper: Paper, { signature }: Sheet): void {
  const room = () => paper.page.height - FOOTER_HEIGHT - paper.y;
  if (room() < SIGNATURE_HEIGHT.least) {
    paper.addPage();
    paper.y = MARGIN;
  }
  const top = paper.y + Math.min(room(), SIGNATURE_HEIGHT.best) - 18;
  const half = (widthOf(paper) - 2 * GAP) / 2;
  const labels = [signature.name, signature.stamp];
  labels.forEach((label, place) => {
    const left = MARGIN + place * (half + 2 * GAP);
    paper
      .lineWidth(0.8)
      .moveTo(left, top)
      .lineTo(left + half, top)
      .stroke(BLACK);
    paper.font("plain").fontSize(8).fillColor(GREY);
    paper.text(label, left, top + 4, { width: half });
  });
  paper.fillColor(BLACK);
}

/** Draws the footer, with who made the sheet and when, on every page. */
function drawFooters(paper: Paper, sheet: Sheet): void {
  const { count } = paper.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(page);
    const top = paper.page.height - FOOTER_HEIGHT;
    drawRule(paper, top, { width: 0.8, colour: BLACK });
    paper.font("plain").fontSize(7.5).fillColor(BLACK);
    paper.y = top + 5;
    for (const line of sheet.footer) paper.text(line, MARGIN, paper.y, { width: widthOf(paper) });
    if (count > 1) {
      const text = `${page + 1} / ${count}`;
      paper.text(text, MARGIN, top + 5, { width: widthOf(paper), align: "right" });
    }
  }
}

function drawRule(
  paper: Paper,
  top: number,
  { width, colour }: { width: number; colour: string },
): void {
  paper
    .lineWidth(width)
    .moveTo(MARGIN, top)
    .lineTo(MARGIN + widthOf(paper), top)
    .stroke(colour);
}

/**
 * Draws a QR code (ISO/IEC 18004) as rectangles, one for each run of dark modules, so that it
 * prints sharply and without gaps. The page's margin and the gap to the text are its quiet zone.
 */
function drawCode(paper: Paper, code: Code, { left, top }: { left: number; top: number }): void {
  const side = CODE_SIZE / code.length;
  code.forEach((row, down) => {
    let start = 0;
    row.forEach((isDark, across) => {
      if (!isDark) start = across + 1;
      else if (row[across + 1] !== true) {
        const run = across + 1 - start;
        paper.rect(left + start * side, top + down * side, run * side, side);
        start = across + 1;
      }
    });
  });
  paper.fill(BLACK);
}
