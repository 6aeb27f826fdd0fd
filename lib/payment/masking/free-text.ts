import { folded } from "#lib/paste/spelling/folded.ts";
import type { Payment } from "../payment.ts";
import { HIDDEN, hideAddresses, hideDigits, hideEmails, hideName } from "./hide.ts";
import { type Found, knownNumbers, personalNumbers, phonesIn } from "./numbers.ts";

/**
 * Hides personal data within texts: what the same answer holds about its payer, in any spelling, and
 * whatever has the form of an e-mail address, a phone number, an IIN or a point on the map.
 */
export interface TextMask {
  /** For texts that people write. */
  free(text: string): string;
  /** For the bank's codes and words: what the answer holds about its payer, and e-mail addresses. */
  stated(text: string): string;
}

/** What names a payer. */
interface Facts extends Pick<Payment, "payer" | "accountId" | "invoiceId"> {
  location: Pick<Payment["location"], "ip" | "latitude" | "longitude">;
}

/** A text that staff wrote about an invoice, without what has the form of personal data. */
export function maskNote(text: string, invoiceId: string): string {
  const payer = { name: null, email: null, phone: null };
  const location = { ip: null, latitude: null, longitude: null };
  return textMask({ payer, location, accountId: null, invoiceId }).free(text);
}

/** Shorter values are too often a part of something else. */
const FEWEST_CHARACTERS = 4;
/** Longer values are found within words, too. */
const LONGEST_WHOLE = 8;

/** The mask of one answer. Its own invoice number is never hidden. */
export function textMask({ payer, location, accountId, invoiceId }: Facts): TextMask {
  const { email, phone, name } = payer;
  const phones = [phone, accountId].flatMap((field) => phonesIn(field ?? ""));
  const addresses = location.ip?.split(/[\s,;]+/) ?? [];
  const point = [location.latitude, location.longitude].filter((degrees) => degrees !== null);
  const texts = [email, email?.split("@")[0], accountId, ...point.filter(isPrecise)];
  const other = anyOf(texts, invoiceId);
  const network = anyOf(addresses, invoiceId);
  const names = namesIn(name ?? "");
  const hideStated = (text: string) => {
    const plain = hideEmails(text.replace(network, hideAddresses));
    return hideRanges(plain, knownNumbers(plain, phones));
  };
  const hideFree = (text: string) => {
    const plain = hideEmails(text.replace(network, hideAddresses)).replace(POINT, HIDDEN);
    const unnamed = plain.replace(other, HIDDEN);
    return hideNames(hideRanges(unnamed, personalNumbers(unnamed, phones)), names);
  };
  return {
    free: (text) => besides(invoiceId, text, hideFree),
    stated: (text) => besides(invoiceId, text, hideStated),
  };
}

/** Coordinates of whole degrees or tenths name no place of a person. */
function isPrecise(degrees: number): boolean {
  return !Number.isInteger(degrees * 10);
}

/** A point as people copy it from a map: two numbers with at least three decimals. */
const POINT = /(?<![\d.])-?\d{1,3}\.\d{3,}[,;/\s]{1,3}-?\d{1,3}\.\d{3,}/g;

/** Finds these texts in any letter case, short ones as whole words only; never the invoice number. */
function anyOf(texts: readonly (string | number | null | undefined)[], invoiceId: string): RegExp {
  const long = texts
    .map((text) => String(text ?? "").trim())
    .filter((text) => text.length >= FEWEST_CHARACTERS && text !== invoiceId);
  const patterns = [...new Set(long)].map((text) => {
    const literal = escaped(text);
    const isWhole = text.length < LONGEST_WHOLE;
    return isWhole ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
  });
  return patterns.length > 0 ? new RegExp(patterns.join("|"), "giu") : NOTHING;
}
const NOTHING = /(?!)/g;

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** Shorter invoice numbers cannot be taken for personal data, but stand within phone numbers. */
const SHORTEST_INVOICE_ID = 6;

/** Applies `hide` to the text between the invoice's own numbers. */
function besides(invoiceId: string, text: string, hide: (part: string) => string): string {
  if (invoiceId.length < SHORTEST_INVOICE_ID || !text.includes(invoiceId)) return hide(text);
  const own = new RegExp(`((?<![\\p{L}\\p{N}])${escaped(invoiceId)}(?![\\p{L}\\p{N}]))`, "u");
  return text
    .split(own)
    .map((part) => (part === invoiceId ? part : hide(part)))
    .join("");
}

function hideRanges(text: string, ranges: readonly Found[]): string {
  let hidden = text;
  for (const { from, to, shown } of ranges) {
    hidden = hidden.slice(0, from) + hideDigits(hidden.slice(from, to), shown) + hidden.slice(to);
  }
  return hidden;
}

/** Invisible characters within a word belong to it. */
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{Cf}'’ʼ]*/gu;

/** The words of a name, folded; folding leaves one letter of some, such as "Aaaa". */
function namesIn(name: string): string[] {
  const words = Array.from(name.matchAll(WORD), ([word]) => word);
  return [...new Set(words.filter((word) => word.length > 1).map(folded))];
}

function hideNames(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  return text.replace(WORD, (word) => {
    const said = folded(word);
    return names.some((name) => isFormOf(name, said)) ? hideName(word) : word;
  });
}

/** Letters that an ending of Russian or Kazakh adds to a short name. */
const LONGEST_ENDING = 4;

/** Whether a word is the name in some case of Russian or Kazakh, or joined with another word. */
function isFormOf(name: string, word: string): boolean {
  if (name.length < 3) return word === name;
  const stem = name.length === 3 ? name : name.slice(0, -1);
  if (name.length > 4) return word.includes(stem);
  return word.startsWith(stem) && word.length <= name.length + LONGEST_ENDING;
}
