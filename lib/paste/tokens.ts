import { type Label, labelOf } from "./labels.ts";
import { mendDigits, mendLetters } from "./look-alikes.ts";
import { LINKED, TAKEN } from "./taken-out.ts";

/** What was done to the characters of one number. */
type Mend = "spaces" | "punctuation" | "look_alikes";

/** A text that could be an invoice number, one of the bank's codes or an amount. */
export interface NumberToken {
  is: "number";
  id: string;
  /** As it was written, where that could be an invoice number too. */
  written: string | null;
  mends: readonly Mend[];
  /** Written as amounts are, in groups of three. */
  thousands: boolean;
  /** It comes from a link. */
  isLinked: boolean;
}

export type Token = { gap: string } & (
  | NumberToken
  | { is: "label"; label: Label }
  | { is: "taken" | "word" }
);

const TOKEN = new RegExp(
  `[${TAKEN}${LINKED}#№]|[\\p{L}\\p{M}\\d_]+(?:-+[\\p{L}\\p{M}\\d_]+)*`,
  "gu",
);
const INVOICE_ID = /^(?=.*\d)[A-Za-z0-9_-]+$/;
/** "заказ205218074", and "205218074-тапсырыс" as Kazakh puts it. */
const GLUED_LABEL = /^([\u0400-\u04ff]+|rrn(?=\d{12}$))-?(\d[\w-]*)$/i;
const GLUED_ENDING = /^(\d{3,})-([\u0400-\u04ff]+)$/;

/** Longer than any invoice number that the bank prints, page vystavlenie-scheta. */
const LONGEST_GROUPED = 17;
/** Fewer digits are not written in groups: "заказ 42 5 штук" is two numbers. */
const FEWEST_GROUPED = 6;

/** Words, labels and numbers in the order of the text, numbers written in groups as one. */
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
  if (found === TAKEN) return [{ gap, is: "taken" }];
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

/** What a link says is taken as it is. */
function linkedNumber(id: string): NumberToken {
  return { is: "number", id, written: null, mends: [], thousands: false, isLinked: true };
}

function numberIn(found: string): NumberToken | null {
  const mended = mendLetters(mendDigits(found));
  if (!INVOICE_ID.test(mended)) return null;
  const number = numberOf(mended, mended === found ? [] : ["look_alikes"]);
  const isOther = number.id !== found && INVOICE_ID.test(found);
  return isOther ? { ...number, written: found } : number;
}

/** A number of digits alone loses its hyphens; among letters they belong to it. */
function numberOf(written: string, mends: readonly Mend[] = []): NumberToken {
  const isGrouped = /^\d+(?:-+\d+)+$/.test(written);
  return {
    is: "number",
    id: isGrouped ? written.replaceAll("-", "") : written,
    written: null,
    mends: isGrouped ? [...mends, "punctuation"] : mends,
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

/** Where the groups of digits end that begin here and are written as one number. */
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
    !token.mends.includes("punctuation") &&
    /^\d{1,5}$/.test(token.id)
  );
}

function isThousand(token: Token | undefined): boolean {
  return token?.is === "number" && token.id.length === 3;
}

function oneNumber(groups: readonly Token[]): Token | null {
  const numbers = groups.filter((group) => group.is === "number");
  const id = numbers.map((number) => number.id).join("");
  const mends = numbers.flatMap((number) => number.mends);
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
    mends: [...mends, gapBefore(groups[1]) === " " ? "spaces" : "punctuation"],
    thousands,
    isLinked: false,
  };
}
