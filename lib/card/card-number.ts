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

/** Issuer prefixes and lengths of the brands in use in Kazakhstan (ISO/IEC 7812). */
const BRANDS = [
  { brand: "Visa", prefix: /^4/, lengths: [13, 16, 19] },
  { brand: "Mastercard", prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { brand: "American Express", prefix: /^3[47]/, lengths: [15] },
  { brand: "UnionPay", prefix: /^62/, lengths: [16, 17, 18, 19] },
  { brand: "Mir", prefix: /^220[0-4]/, lengths: [16, 17, 18, 19] },
  {
    brand: "Maestro",
    prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])/,
    lengths: [16, 18, 19],
  },
  { brand: "JCB", prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { brand: "Diners Club", prefix: /^3(?:0[0-5]|[689])/, lengths: [14, 16, 19] },
  { brand: "Discover", prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
] as const;

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
 * Replaces by bullets the inner digits of every run of 13 to 19 digits with a valid check digit of
 * ISO/IEC 7812 (Luhn), with any separators between the digits. Searches a longer run of digits at
 * every position. Runs in linear time.
 */
export function removeCardNumbers(text: string): Cleared {
  if (text.length < SHORTEST) return { text, removed: 0 };
  const asWritten = clear(text);
  const unescaped = text.replace(ESCAPED_BLANK, " ");
  const asMeant = unescaped === text ? asWritten : clear(unescaped);
  return asMeant.removed > asWritten.removed ? asMeant : asWritten;
}

function clear(text: string): Cleared {
  let removed = 0;
  const cleared = text.replace(RUN, (run) => {
    const digits = digitsOf(run, { searchLongGroups: true });
    const found = merged(cardsIn(digits));
    removed += found.length;
    return withBullets(run, digits, found);
  });
  return { text: cleared, removed };
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

function isOfBrand(number: string): boolean {
  return BRANDS.some(
    ({ prefix, lengths }) =>
      prefix.test(number) && lengths.some((length) => length === number.length),
  );
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

/** A key of JSON, of JSON within JSON or of a query string, up to its value. */
const KEY = /(?<![\w-])([\w-]+)(?:\\*["']|\])?\s*([:=])\s*/g;
const QUOTE_OR_BRACKET = /\\*["']|[{}[\]]/g;
const BARE_VALUE = /[^\s,;&}\]"'\\]*/y;
const SECRET_WORDS = new Set(["pin", "pincode", "pinblock", "track", "trackdata"]);

/**
 * Removes from the merchant's free text the values of keys that look like a card verification code,
 * PIN or magnetic track (PCI DSS 4.0.1, requirement 3.3.1), or like the id of a saved card, which
 * can charge the card. In JSON the value becomes null, in a query string it becomes empty. The rest
 * of the text is unchanged.
 */
export function dropCardSecrets(data: string): Cleared {
  let text = "";
  let copied = 0;
  let removed = 0;
  for (const match of data.matchAll(KEY)) {
    const [whole, key = "", sign] = match;
    if (match.index < copied || !isSecretKey(key)) continue;
    const value = match.index + whole.length;
    text += data.slice(copied, value) + (sign === ":" ? "null" : "");
    copied = valueEnd(data, value);
    removed++;
  }
  return { text: text + data.slice(copied), removed };
}

function isSecretKey(key: string): boolean {
  const words = key
    .replace(/([a-z])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z]+/);
  const isCardId = /card(id|token)$/.test(words.join(""));
  return isCardId || words.some((word) => /cv[vc]/.test(word) || SECRET_WORDS.has(word));
}

/** The end of a value: of a string at its kind of quote, of an object or list at its bracket. */
function valueEnd(text: string, from: number): number {
  if (!/^\\*["'{[]/.test(text.slice(from, from + 20))) {
    BARE_VALUE.lastIndex = from;
    return from + (BARE_VALUE.exec(text)?.[0].length ?? 0);
  }
  let depth = 0;
  let quote: string | null = null;
  for (const { 0: token, index } of text.slice(from).matchAll(QUOTE_OR_BRACKET)) {
    if (quote !== null) quote = token === quote ? null : quote;
    else if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else quote = token;
    if (quote === null && depth === 0) return from + index + token.length;
  }
  return text.length;
}
