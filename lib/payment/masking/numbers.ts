import { asciiDigits } from "#lib/paste/plain-text.ts";

/** Finds phone numbers and individual identification numbers (IIN) in free text. */

/** A part of a text, `to` not included, and how many of its last digits stay visible. */
export interface Found {
  from: number;
  to: number;
  shown: number;
}

/** Digits of a phone number that staff may compare with what the customer says. */
const PHONE_SHOWN = 2;

/** Digits in a row, and the text between them and the digits before. */
interface Group {
  digits: string;
  from: number;
  to: number;
  /** Can one number go on from the group before? */
  isJoined: boolean;
  /** A plus sign stands before it. */
  hasPlus: boolean;
}

/** Between the groups of one number: few characters, and none that separates values. */
const WITHIN = /^[^\p{L}\p{N},;:\n"'{}[\]=&|]{0,3}$/u;
const PLUS = /[+\uff0b]\s?\(?$/;
/** A label after which any twelve digits are an IIN, whatever their check digit. */
const IIN_LABEL = /(?:iin|иин|жсн)[^\p{L}\p{N}]{0,5}$/iu;

const SHORTEST = 9;
const LONGEST = 15;

/** The phone numbers and IINs of a text; the given numbers, with any separators, are found as well. */
export function personalNumbers(text: string, known: readonly string[]): Found[] {
  if (!ENOUGH_DIGITS.test(text)) return [];
  const ascii = asciiDigits(text);
  const groups = groupsOf(ascii);
  const found = knownNumbers(text, known);
  for (let first = 0; first < groups.length; ) {
    const one = numberFrom(groups, first, ascii);
    if (one) found.push(one.found);
    first = one ? one.next : first + 1;
  }
  return found;
}

/** Where the given numbers stand in a text, with any separators. */
export function knownNumbers(text: string, known: readonly string[]): Found[] {
  if (known.length === 0 || !ENOUGH_DIGITS.test(text)) return [];
  const ascii = asciiDigits(text);
  const digits = ascii.replace(/\D/g, "");
  return known.filter((one) => digits.includes(one)).flatMap((one) => placesOf(one, ascii));
}

/** The numbers of a field that holds phone numbers, without country codes and separators. */
export function phonesIn(field: string): string[] {
  const ascii = asciiDigits(field);
  const phones = personalNumbers(field, []).map(({ from, to }) =>
    ascii.slice(from, to).replace(/\D/g, "").slice(-SUBSCRIBER_DIGITS),
  );
  const all = ascii.replace(/\D/g, "");
  const whole = all.length >= FEWEST_KNOWN ? [all.slice(-SUBSCRIBER_DIGITS)] : [];
  return [...new Set([...phones, ...whole])];
}

/** Most texts have too few digits for any of these numbers. */
const ENOUGH_DIGITS = /(?:\p{Nd}\P{Nd}*){6}/u;

/** Digits behind the country code in Kazakhstan and Russia. */
const SUBSCRIBER_DIGITS = 10;
/** Shorter numbers are too often something else. */
const FEWEST_KNOWN = 6;

function groupsOf(ascii: string): Group[] {
  const groups: Group[] = [];
  let end = 0;
  for (const { 0: digits, index } of ascii.matchAll(/\d+/g)) {
    const between = ascii.slice(end, index);
    groups.push({
      digits,
      from: index,
      to: index + digits.length,
      isJoined: groups.length > 0 && WITHIN.test(between) && !PLUS.test(between),
      hasPlus: PLUS.test(between),
    });
    end = index + digits.length;
  }
  return groups;
}

/** The longest number that begins with this group, or null. */
function numberFrom(
  groups: readonly Group[],
  first: number,
  ascii: string,
): { found: Found; next: number } | null {
  const start = groups[first];
  if (!start) return null;
  let best: { found: Found; next: number } | null = null;
  let digits = "";
  const lengths: number[] = [];
  for (let at = first; at < groups.length; at++) {
    const group = groups[at];
    if (!group || (at > first && !group.isJoined)) break;
    digits += group.digits;
    lengths.push(group.digits.length);
    if (digits.length > LONGEST) break;
    const shown = shownOf(digits, { lengths, start, ascii });
    if (shown !== null) best = { found: { from: start.from, to: group.to, shown }, next: at + 1 };
  }
  return best;
}

/** How many digits of a personal number may be shown; null for any other number. */
function shownOf(
  digits: string,
  { lengths, start, ascii }: { lengths: readonly number[]; start: Group; ascii: string },
): number | null {
  if (digits.length < SHORTEST) return null;
  const before = ascii.slice(Math.max(0, start.from - 12), start.from);
  if (digits.length === 12 && (isIin(digits) || IIN_LABEL.test(before))) return 0;
  return isPhone(digits, lengths, start.hasPlus) ? PHONE_SHOWN : null;
}

/** Country codes of the neighbours with which their numbers have twelve digits. */
const NEIGHBOURS = /^(?:99[2-68]|380|375)/;

function isPhone(digits: string, lengths: readonly number[], hasPlus: boolean): boolean {
  if (hasPlus) return isInternational(digits);
  const dialled = /^(?:00|810)(\d+)$/.exec(digits)?.[1];
  if (dialled !== undefined && dialled.length >= SHORTEST) return isInternational(dialled);
  switch (digits.length) {
    case 9:
      // Uzbekistan without its code, but only as people write it: 90 123 45 67.
      return lengths.join() === "2,3,2,2";
    case 10:
      // Kazakhstan and Russia without their code; Kyrgyzstan with its 0.
      return /^[79]/.test(digits) || (/^0[2579]/.test(digits) && (lengths[0] ?? 0) >= 4);
    case 11:
      return /^[78]/.test(digits);
    case 12:
      return NEIGHBOURS.test(digits);
    default:
      return false;
  }
}

/** A number with its country code (ITU-T E.164), of the length that its country has if that is known. */
function isInternational(digits: string): boolean {
  if (digits.startsWith("7")) return digits.length === 11;
  if (NEIGHBOURS.test(digits)) return digits.length === 12;
  return digits.length >= SHORTEST && digits.length <= LONGEST;
}

/** Weights of the first and the second pass. */
const WEIGHTS = [
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2],
] as const;

/**
 * Whether twelve digits are an individual identification number of Kazakhstan: date of birth, century
 * and sex, and a check digit modulo 11, with a second pass where the first gives 10.
 */
export function isIin(digits: string): boolean {
  const [, year, month, day, century] = /^(\d\d)(\d\d)(\d\d)([0-6])\d{5}$/.exec(digits) ?? [];
  if (year === undefined || century === undefined) return false;
  const born = new Date(
    Date.UTC(bornIn(Number(year), Number(century)), Number(month) - 1, Number(day)),
  );
  if (born.getUTCMonth() !== Number(month) - 1 || born.getUTCDate() !== Number(day)) return false;
  const [check] = WEIGHTS.map((weights) => remainder(digits, weights)).filter((one) => one !== 10);
  return check === Number(digits[11]);
}

/** 0 stands for foreigners, 1 and 2 for those born in the 19th century, and so on. */
function bornIn(year: number, century: number): number {
  return year + (century < 3 ? 1800 : century < 5 ? 1900 : 2000);
}

function remainder(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11;
}

/** Where the digits stand, with anything but letters and other digits between them. */
function placesOf(digits: string, ascii: string): Found[] {
  const spelt = new RegExp([...digits].join("[^\\p{L}\\p{N}]{0,5}"), "gu");
  return Array.from(ascii.matchAll(spelt), ({ 0: place, index }) => ({
    from: index,
    to: index + place.length,
    shown: PHONE_SHOWN,
  }));
}
