import { EXTRACTED, LINKED } from "./extract-values.ts";
import { type Label, labelOf } from "./labels.ts";
import { correctDigits, correctLetters } from "./spelling/look-alikes.ts";

/** A change to the characters of a number. */
type Correction = "spaces" | "punctuation" | "look_alikes";

/** A text that could be an invoice number, one of the bank's codes or an amount. */
export interface NumberToken {
  is: "number";
  id: string;
  /** The original text, if that could also be an invoice number. */
  written: string | null;
  corrections: readonly Correction[];
  /** Written in groups of three, like an amount. */
  thousands: boolean;
  /** It comes from a link. */
  isLinked: boolean;
}

export type Token = { gap: string } & (
  | NumberToken
  | { is: "label"; label: Label }
  | { is: "extracted" | "word" }
);

const TOKEN = new RegExp(
  `[${EXTRACTED}${LINKED}#№]|[\\p{L}\\p{M}\\d_]+(?:-+[\\p{L}\\p{M}\\d_]+)*`,
  "gu",
);
const INVOICE_ID = /^(?=.*\d)[A-Za-z0-9_-]+$/;
/** A label without a blank: "заказ205218074", in Kazakh "205218074-тапсырыс". */
const GLUED_LABEL = /^([\u0400-\u04ff]+|rrn(?=\d{12}$))-?(\d[\w-]*)$/i;
const GLUED_ENDING = /^(\d{3,})-([\u0400-\u04ff]+)$/;

/** The longest invoice number that the bank prints (its page vystavlenie-scheta). */
const LONGEST_GROUPED = 17;
/** Numbers with fewer digits are not written in groups: "заказ 42 5 штук" has two numbers. */
const FEWEST_GROUPED = 6;

/** Words, labels and numbers in the order of the text; a number in groups is one token. */
export function tokensOf(text: string, linked: readonly string[]): Token[] {
  const links = linked.values();
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    const gap = text.slice(end, index);
    if (found === LINKED) tokens.push({ gap, ...linkedNumber(links.next().value ?? "") });
    else tokens.push(...readToken(found, gap));
    end = index + found.length;
  }
  return joined(tokens);
}

function readToken(found: string, gap: string): Token[] {
  if (found === EXTRACTED) return [{ gap, is: "extracted" }];
  const [, word = "", behind = ""] = GLUED_LABEL.exec(found) ?? [];
  if (labelOf(word) !== null) return [wordOf(word, gap), numberOrWord(behind, "")];
  const [, before = "", ending = ""] = GLUED_ENDING.exec(found) ?? [];
  if (before !== "") return [numberOrWord(before, gap), wordOf(ending, "")];
  return [numberOrWord(found, gap)];
}

function numberOrWord(found: string, gap: string): Token {
  const number = numberIn(found);
  return number === null ? wordOf(found, gap) : { gap, ...number };
}

function wordOf(word: string, gap: string): Token {
  const label = labelOf(word);
  return label === null ? { gap, is: "word" } : { gap, is: "label", label };
}

/** The number of a link, unchanged. */
function linkedNumber(id: string): NumberToken {
  return { is: "number", id, written: null, corrections: [], thousands: false, isLinked: true };
}

function numberIn(found: string): NumberToken | null {
  const corrected = correctLetters(correctDigits(found));
  if (!INVOICE_ID.test(corrected)) return null;
  const number = numberOf(corrected, corrected === found ? [] : ["look_alikes"]);
  const isOther = number.id !== found && INVOICE_ID.test(found);
  return isOther ? { ...number, written: found } : number;
}

/** Makes a number. Hyphens between digits only are removed; next to letters they belong to it. */
function numberOf(written: string, corrections: readonly Correction[] = []): NumberToken {
  const isGrouped = /^\d+(?:-+\d+)+$/.test(written);
  return {
    is: "number",
    id: isGrouped ? written.replaceAll("-", "") : written,
    written: null,
    corrections: isGrouped ? [...corrections, "punctuation"] : corrections,
    thousands: false,
    isLinked: false,
  };
}

function joined(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let from = 0; from < tokens.length; ) {
    const to = groupsEnd(tokens, from);
    const whole = to - from > 1 ? oneNumber(tokens.slice(from, to)) : null;
    result.push(...(whole ? [whole] : tokens.slice(from, to)));
    from = to;
  }
  return result;
}

/** The end of the groups of digits that begin here and form one number. */
function groupsEnd(tokens: readonly Token[], from: number): number {
  let to = from + 1;
  const gap = gapBefore(tokens[to]);
  while (isGroup(tokens[to - 1]) && isGroup(tokens[to]) && gapBefore(tokens[to]) === gap) {
    if (!(gap === " " || gap === "." || (gap === "," && isThousand(tokens[to])))) break;
    to++;
  }
  return to;
}

function gapBefore(token: Token | undefined): string {
  return token?.gap.replace(/^ {2,3}$/, " ") ?? "";
}

function isGroup(token: Token | undefined): boolean {
  return (
    token?.is === "number" &&
    !token.isLinked &&
    !token.corrections.includes("punctuation") &&
    /^\d{1,5}$/.test(token.id)
  );
}

function isThousand(token: Token | undefined): boolean {
  return token?.is === "number" && token.id.length === 3;
}

function oneNumber(groups: readonly Token[]): Token | null {
  const numbers = groups.filter((group) => group.is === "number");
  const id = numbers.map((number) => number.id).join("");
  const corrections = numbers.flatMap((number) => number.corrections);
  const thousands = numbers.every(
    (number, at) => number.id.length === 3 || (at === 0 && number.id.length < 3),
  );
  const isShort = id.length < FEWEST_GROUPED && !thousands;
  if (isShort || id.length > LONGEST_GROUPED) return null;
  return {
    gap: groups[0]?.gap ?? "",
    is: "number",
    id,
    written: null,
    corrections: [...corrections, gapBefore(groups[1]) === " " ? "spaces" : "punctuation"],
    thousands,
    isLinked: false,
  };
}
