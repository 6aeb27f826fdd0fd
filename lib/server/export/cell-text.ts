/** Excel's limit for one cell, in UTF-16 code units; longer text makes the file invalid. */
export const MAX_CELL_LENGTH = 32_767;

/**
 * Text that any spreadsheet can read: control characters become visible signs (NUL becomes "␀"),
 * lone surrogates become "�", and every line break becomes LF. TAB is kept.
 */
export function readableText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(UNREADABLE, visibleSign);
}

/** Truncates text that is too long for a cell and ends it with "…". */
export function cutToCell(text: string): string {
  if (text.length <= MAX_CELL_LENGTH) return text;
  const kept = text.slice(0, MAX_CELL_LENGTH - 1);
  return `${kept.isWellFormed() ? kept : kept.slice(0, -1)}…`;
}

/** C0 except TAB and LF, DEL, C1, and the two noncharacters that XML does not allow. */
const UNREADABLE = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu;

const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;

function visibleSign(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
  return code === DELETE ? "\u2421" : "\uFFFD";
}
