import { beginsLikeCardNumber, looksLikeCardNumber } from "#lib/card/card-number.ts";
import { plainText, unescaped } from "./plain-text.ts";
import { allDigits } from "./spelling/look-alikes.ts";

const SHORTEST = 13;
const LONGEST = 19;
/** Card numbers have groups of at most six digits; usual invoice numbers are at least as long. */
const LONGEST_GROUP = 6;

/** Markup between the words of HTML or JSON. */
const MARKUP = /<[^<>]*>|&#?\w+;|\\u00a0/g;

/**
 * Whether the text contains a full card number, in any digits, with look-alike letters or escapes.
 * Numbers of a list are not joined: those on lines, in cells or between commas count together only
 * if they are grouped like a card number (4 4 4 4, 4 6 5), those between blanks unless all are
 * longer than any group of a card number.
 */
export function hasCardNumber(raw: string): boolean {
  const { text } = plainText(raw);
  const resolved = plainText(unescaped(unescaped(text))).text;
  const forms = [text, resolved.replace(MARKUP, " "), text.normalize("NFKC")];
  return [...new Set(forms.flatMap((form) => [form, withoutLookAlikes(form)]))].some(cardIn);
}

/** The groups in which cards print their numbers. */
const CARD_GROUPS =
  /(?<![\p{L}\d])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5})(?![\p{L}\d]|[ -]\d)/gu;

/**
 * The digits of a number that is grouped as on a card and begins like one, whatever its check digit;
 * null for a text without. The text has no full card number (`hasCardNumber`).
 */
export function mistypedCard(raw: string): string | null {
  const grouped = plainText(raw).text.match(CARD_GROUPS) ?? [];
  const numbers = grouped.map((found) => found.replace(/\D/g, ""));
  return numbers.find(beginsLikeCardNumber) ?? null;
}

function withoutLookAlikes(text: string): string {
  return text.replaceAll("|", "1").replace(/[\p{L}\p{N}]+/gu, allDigits);
}

/** Digits, and the text between them and the previous group; null after a letter. */
interface Group {
  digits: string;
  between: string | null;
}

function cardIn(text: string): boolean {
  const groups = groupsOf(text);
  return groups.some((_, first) => startsCard(groups, first));
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let end = 0;
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    const between = text.slice(end, index);
    groups.push({ digits, between: /[\p{L}\p{N}]/u.test(between) ? null : between });
    end = index + digits.length;
  }
  return groups;
}

function startsCard(groups: readonly Group[], first: number): boolean {
  const taken: Group[] = [];
  let number = "";
  for (let at = first; number.length < LONGEST; at++) {
    const group = groups[at];
    if (!group || (at > first && group.between === null)) return false;
    taken.push(group);
    number += group.digits;
    if (number.length < SHORTEST || number.length > LONGEST) continue;
    if (looksLikeCardNumber(number) && belongTogether(taken)) return true;
  }
  return false;
}

function belongTogether(groups: readonly Group[]): boolean {
  if (groups.length === 1) return true;
  const lengths = groups.map(({ digits }) => digits.length);
  const between = groups.slice(1).map((group) => group.between ?? "");
  if (!between.every((text) => /^[ .+-]*$/.test(text))) return isGroupedLikeCard(lengths);
  return (
    lengths.some((length) => length <= LONGEST_GROUP) || between.some((text) => /\S/.test(text))
  );
}

function isGroupedLikeCard(lengths: readonly number[]): boolean {
  const [size = 0, ...others] = lengths;
  const last = others.at(-1) ?? 0;
  if (/^4 6 [45]$/.test(lengths.join(" "))) return true;
  const isEven = others.slice(0, -1).every((length) => length === size) && last <= size;
  return isEven && (size < LONGEST_GROUP || (size === LONGEST_GROUP && last < size));
}
