import { isOfBrand, isOfIssuer } from "./issuer-ranges.ts";

// Finds, masks and removes card numbers in text. At most the first six and the last four digits of
// a card number may be kept (PCI DSS 4.0.1, requirement 3.4.1).

/** ASCII, Arabic-Indic, Persian and full-width digits; the low four bits of each are its value. */
const DIGIT = /[0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/;

/** Separators between the digits of one card number; "+" is a blank in a query string. */
const BETWEEN = /[\s\p{Pd}\p{Cf}\u2212.+]/u;

/** A blank or no-break space as query strings and JSON escape it. */
const ESCAPED_BLANK = /%20|%C2%A0|\\u00a0/gi;

/** At least 13 digits with nothing but separators between them. */
const RUN = new RegExp(`${DIGIT.source}(?:${BETWEEN.source}*${DIGIT.source}){12,}`, "gu");

const GROUP = new RegExp(`${DIGIT.source}+`, "g");

const SHORTEST = 13;
const LONGEST = 19;
const FIRST = 6;
const LAST = 4;
const BULLET = "\u2022";

/** The visible part of a card number: at most six leading and four trailing digits. */
export interface CardMask {
  first: string;
  last: string;
  /** True when further digits were removed. */
  cut: boolean;
}

/**
 * The digits at both ends of a masked card number of any shape: "400303...9821", "4003****9821",
 * "****9821", or a whole number. Null when the text shows no digits at an end.
 */
export function maskOf(text: string): CardMask | null {
  const shown = text
    .replace(GROUP, (digits) => Array.from(digits, digitValue).join(""))
    .replace(/[\s\p{Pd}\p{Cf}]/gu, "");
  const groups = shown.match(/\d+/g) ?? [];
  const [head = "", tail = ""] = ends(shown, groups);
  if (head === "" && tail === "") return null;
  const first = head.slice(0, FIRST);
  const last = tail.slice(-LAST);
  const digits = groups.join("").length;
  return { first, last, cut: digits > first.length + last.length };
}

function ends(shown: string, groups: readonly string[]): readonly [string, string] | [] {
  const [head = "", ...others] = groups;
  const tail = others.at(-1);
  if (tail !== undefined) return [head, tail];
  if (head === shown) return head.length >= SHORTEST ? [head, head] : ["", head];
  if (shown.startsWith(head)) return [head, ""];
  return shown.endsWith(head) ? ["", head] : [];
}

/** The text without card numbers, and the number of removed ones. */
export interface Cleared {
  text: string;
  removed: number;
}

/**
 * Replaces by bullets the inner digits of card numbers: runs of 13 to 19 digits with any separators between
 * them, a valid check digit of ISO/IEC 7812 (Luhn), and either an issuer's prefix and length or the groups of
 * a card. Searches a longer run of digits at every position. Runs in linear time. One of ten other numbers
 * has such a check digit, so it alone proves nothing; `own` is never removed, the number of the invoice that
 * the text is about.
 */
export function removeCardNumbers(text: string, own: string | null = null): Cleared {
  if (text.length < SHORTEST) return { text, removed: 0 };
  const asWritten = clear(text, own);
  const unescaped = text.replace(ESCAPED_BLANK, " ");
  const asMeant = unescaped === text ? asWritten : clear(unescaped, own);
  return asMeant.removed > asWritten.removed ? asMeant : asWritten;
}

function clear(text: string, own: string | null): Cleared {
  let removed = 0;
  const cleared = text.replace(RUN, (run) => {
    const digits = digitsOf(run, { searchLongGroups: true });
    const cards = cardsIn(digits).filter((span) => isCard(digits.slice(span.from, span.to), own));
    const found = merged(cards);
    removed += found.length;
    return withBullets(run, digits, found);
  });
  return { text: cleared, removed };
}

/** Groups in which cards and bank forms print a number. */
const CARD_GROUPS = new Set(["4 4 4 4", "4 6 5", "4 6 4", "4 4 4 4 3", "4 4 4 4 2", "4 4 4 4 1"]);

function isCard(digits: readonly Digit[], own: string | null): boolean {
  const number = digits.map(({ value }) => value).join("");
  if (number === own) return false;
  return isOfIssuer(number) || CARD_GROUPS.has(groupLengths(digits).join(" "));
}

/** The numbers of digits that stand together. */
function groupLengths(digits: readonly Digit[]): number[] {
  const lengths: number[] = [];
  digits.forEach(({ at }, place) => {
    const goesOn = place > 0 && at === (digits[place - 1]?.at ?? 0) + 1;
    if (goesOn) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else lengths.push(1);
  });
  return lengths;
}

/**
 * Whether a typed text looks like a card number. Requires a brand's prefix and length in addition
 * to the check digit, so that most long invoice numbers are not mistaken for one.
 */
export function looksLikeCardNumber(text: string): boolean {
  return (text.match(RUN) ?? []).some((run) => {
    const digits = digitsOf(run, { searchLongGroups: false });
    const number = digits.map(({ value }) => value).join("");
    return cardsIn(digits).some(({ from, to }) => isOfBrand(number.slice(from, to)));
  });
}

/** Whether digits have the prefix and the length of a brand's cards; says nothing of the check digit. */
export function beginsLikeCardNumber(digits: string): boolean {
  return isOfBrand(digits);
}

function digitValue(digit: string): number {
  return digit.charCodeAt(0) & 15;
}

/** One digit of a run, and whether a card number may begin or end with it. */
interface Digit {
  value: number;
  at: number;
  canBegin: boolean;
  canEnd: boolean;
}

/**
 * The digits of a run. A card number begins and ends with a group, unless the group is too long.
 */
function digitsOf(run: string, { searchLongGroups }: { searchLongGroups: boolean }): Digit[] {
  const digits: Digit[] = [];
  for (const { 0: group, index } of run.matchAll(GROUP)) {
    const anywhere = searchLongGroups && group.length > LONGEST;
    for (let place = 0; place < group.length; place++) {
      digits.push({
        value: digitValue(group.charAt(place)),
        at: index + place,
        canBegin: anywhere || place === 0,
        canEnd: anywhere || place === group.length - 1,
      });
    }
  }
  return digits;
}

/** A part of a list of digits, `to` not included. */
interface Span {
  from: number;
  to: number;
}

function cardsIn(digits: readonly Digit[]): Span[] {
  const isLuhn = luhnOf(digits);
  const cards: Span[] = [];
  digits.forEach(({ canBegin }, from) => {
    if (!canBegin) return;
    for (let to = from + SHORTEST; to <= Math.min(from + LONGEST, digits.length); to++) {
      if (digits[to - 1]?.canEnd && isLuhn(from, to)) cards.push({ from, to });
    }
  });
  return cards;
}

/**
 * A function that checks the Luhn check digit of any part of the digits in constant time, from
 * running totals with doubled even and with doubled odd places. Zeros alone are no card number.
 */
function luhnOf(digits: readonly Digit[]): (from: number, to: number) => boolean {
  const even = [0];
  const odd = [0];
  for (const [place, { value }] of digits.entries()) {
    const doubled = value > 4 ? 2 * value - 9 : 2 * value;
    even.push((even[place] ?? 0) + (place % 2 === 0 ? doubled : value));
    odd.push((odd[place] ?? 0) + (place % 2 === 1 ? doubled : value));
  }
  return (from, to) => {
    const total = to % 2 === 0 ? even : odd;
    const sum = (total[to] ?? 0) - (total[from] ?? 0);
    return sum > 0 && sum % 10 === 0;
  };
}

/** Merges overlapping spans, so that no more digits are shown than of one card number. */
function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const { from, to } of spans) {
    const last = apart.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else apart.push({ from, to });
  }
  return apart;
}

function withBullets(run: string, digits: readonly Digit[], cards: readonly Span[]): string {
  let text = "";
  let copied = 0;
  for (const { from, to } of cards) {
    const number = digits.slice(from, to).map(({ value }) => value);
    const hidden = BULLET.repeat(number.length - FIRST - LAST);
    text += run.slice(copied, digits[from]?.at);
    text += number.slice(0, FIRST).join("") + hidden + number.slice(-LAST).join("");
    copied = (digits[to - 1]?.at ?? run.length) + 1;
  }
  return text + run.slice(copied);
}
