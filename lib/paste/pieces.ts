import type { Label } from "./labels.ts";
import type { SearchTerm } from "./search-term.ts";
import type { NumberToken, Token } from "./tokens.ts";
import { isPhone, minorUnitsOf, phoneOf } from "./values.ts";

/** One of several lines, or a part between the commas of a single line. */
export interface Piece {
  candidates: Candidate[];
  words: number;
  /** Values other than invoice numbers. */
  others: number;
}

export interface Candidate {
  number: NumberToken;
  /** A word before it or a link says that it is an invoice number. */
  isNamed: boolean;
}

/** The non-empty pieces of a text, and the codes that labels name. */
export function piecesOf(tokens: readonly Token[]): { pieces: Piece[]; terms: SearchTerm[] } {
  const terms: SearchTerm[] = [];
  let label: Label | null = null;
  const pieces = linesOf(tokens).map((line) => {
    const piece: Piece = { candidates: [], words: 0, others: 0 };
    for (const token of line) {
      if (token.is === "label") label = nextLabel(label, token.label);
      else if (!isCount(token, label)) {
        put(token, { label, piece, terms });
        label = null;
      }
    }
    if (isHeader(line)) label = null;
    return piece;
  });
  return { pieces: pieces.filter(isFilled), terms };
}

function linesOf(tokens: readonly Token[]): Token[][] {
  const isBroken = tokens.some(({ gap }, at) => at > 0 && gap.includes("\n"));
  const border = isBroken ? /\n/ : /[,;]/;
  const lines: Token[][] = [];
  for (const token of tokens) {
    const line = lines.at(-1);
    if (line && !border.test(token.gap)) line.push(token);
    else lines.push([token]);
  }
  return lines;
}

function put(
  token: Token,
  { label, piece, terms }: { label: Label | null; piece: Piece; terms: SearchTerm[] },
): void {
  if (token.is === "word") piece.words++;
  else if (token.is !== "number") piece.others++;
  else {
    const term = termOf(token.id, label);
    if (term !== null) terms.push(term);
    if (term !== null || label === "foreign") piece.others++;
    else {
      const isNamed = token.isLinked || label === "invoice" || label === "number";
      piece.candidates.push({ number: token, isNamed });
    }
  }
}

/**
 * Combines two labels ("номер заказа", "RRN №", "код авторизации"): the more specific one counts.
 */
function nextLabel(before: Label | null, now: Label): Label | null {
  if (now === "filler") return before;
  if (now === "number") return before ?? now;
  return now === "code" ? (before ?? "approval_code") : now;
}

/** The "4" in "последние 4 цифры". */
function isCount(token: Token, label: Label | null): boolean {
  return label === "last_four" && token.is === "number" && token.id === "4";
}

/** Whether the labels are in cells: names of columns say nothing about the next line. */
function isHeader(line: readonly Token[]): boolean {
  return line.some(({ is, gap }, at) => at > 0 && is === "label" && /[\t;,]/.test(gap));
}

function isFilled({ candidates, words, others }: Piece): boolean {
  return candidates.length + words + others > 0;
}

function termOf(id: string, label: Label | null): SearchTerm | null {
  if (label === "rrn" && /^\d{12}$/.test(id)) return { field: label, value: id };
  if (label === "approval_code" && /^[0-9A-Za-z]{6}$/.test(id)) {
    return { field: label, value: id.toUpperCase() };
  }
  if (label === "last_four" && /^\d{4}$/.test(id)) return { field: label, value: id };
  if (label === "phone" && isPhone(id)) return { field: label, value: phoneOf(id) };
  if (label === "amount" && /^\d+$/.test(id)) return { field: label, value: minorUnitsOf(id) };
  return null;
}
