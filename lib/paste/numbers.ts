import { type Candidate, type Piece, piecesOf } from "./pieces.ts";
import type { SearchTerm } from "./search-term.ts";
import type { NumberToken, Token } from "./tokens.ts";
import { isPhone } from "./values.ts";

/** The numbers of a text by meaning. */
export interface Numbers {
  /** Invoice numbers in order, with repeats. */
  found: NumberToken[];
  /** Codes that a label names. */
  terms: SearchTerm[];
  /** Pieces of the text without an invoice number. */
  unread: number;
  /** The text contains something besides labels and invoice numbers. */
  hasOthers: boolean;
  hasLabels: boolean;
  tooLong: boolean;
}

/** The bank requires at least 6 digits (its page platezhnaya-stranica). */
const FEWEST_DIGITS = 6;
const LONGEST_INVOICE_ID = 64;

/**
 * Finds the invoice numbers: those after a word for it, those of six digits or more, and shorter
 * ones that are alone in their piece if most pieces are like that.
 */
export function sortNumbers(tokens: readonly Token[]): Numbers {
  const { pieces, terms } = piecesOf(tokens);
  const isNamed = pieces.some(({ candidates }) => candidates.some((one) => one.isNamed));
  const bare = pieces.filter(({ candidates, words }) => candidates.length > 0 && words === 0);
  const wordy = pieces.filter(({ words }) => words > 0);
  const invoices = pieces.map((piece) =>
    invoicesOf(piece, { isNamed, isList: bare.length > wordy.length }),
  );
  const found = invoices.flat().map(({ number }) => number);
  const candidates = pieces.flatMap((piece) => piece.candidates);
  return {
    found,
    terms,
    unread: invoices.filter(({ length }) => length === 0).length,
    hasOthers:
      candidates.length > found.length || pieces.some(({ words, others }) => words + others > 0),
    hasLabels: tokens.some(({ is }) => is === "label"),
    tooLong: candidates.some(isTooLong),
  };
}

function invoicesOf(
  { candidates, words }: Piece,
  text: { isNamed: boolean; isList: boolean },
): Candidate[] {
  const short = candidates.filter((candidate) => !isTooLong(candidate));
  const plausible = short.filter((one) => one.isNamed || isPlausible(one, text.isNamed));
  return plausible.length === 0 && words === 0 && text.isList ? short : plausible;
}

/** Next to a labelled invoice number, an unlabelled phone number or RRN is no invoice number. */
function isPlausible({ number: { id } }: Candidate, isOtherNamed: boolean): boolean {
  if (isOtherNamed && (isPhone(id) || /^\d{12}$/.test(id))) return false;
  return (id.match(/\d/g)?.length ?? 0) >= FEWEST_DIGITS;
}

function isTooLong({ number: { id } }: Candidate): boolean {
  return id.length > LONGEST_INVOICE_ID;
}
