import { ADDRESS, readAddress } from "./address.ts";
import type { SearchTerm } from "./search-term.ts";
import { minorUnitsOf, phoneOf } from "./values.ts";

/** Placeholders in the text for extracted values, and for invoice numbers of links. */
export const EXTRACTED = "\ufffc";
export const LINKED = "\ufffb";

/** Values that are recognized by their form, and the remaining text. */
export interface Extracted {
  rest: string;
  terms: SearchTerm[];
  /** Invoice numbers of links, in order. */
  linked: string[];
  /** A spreadsheet showed a long number as 2,05E+08: its digits are lost. */
  scientific: boolean;
  /** A spreadsheet added ".0" to a number, or wrote it as 2.05218074E+08 with all of its digits. */
  spreadsheet: boolean;
}

const UUID = /(?<![\da-z])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-z])/gi;
/** At most 64 characters before the @ (RFC 5321, 4.5.3.1.1). */
const EMAIL = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,190}\.\p{L}{2,24}/gu;
const SCIENTIFIC =
  /(?<![\p{L}\d.,])(?:\d[.,]\d{1,20}[EeЕе][+-]?|\d{1,3}[EeЕе]\+)\d{1,3}(?![\p{L}\d])/gu;

/** The most leading digits of a card number that may be kept (PCI DSS 4.0.1, 3.4.1). */
const LONGEST_FIRST = 6;

const MASK_SIGN = "(?:[*•●∙·]|[xXхХ#]{2}|\\.\\.)";
const MASK = new RegExp(
  `(?<![\\p{L}\\d])(\\d{4}[ -](?=${MASK_SIGN})|\\d{4}[ -]?\\d{1,4}(?=${MASK_SIGN})|\\d{1,8}(?=${MASK_SIGN}))?${MASK_SIGN}[*•●∙·xXхХ#. -]{0,24}(\\d{4})(?![\\p{L}\\d])`,
  "gu",
);

const PLUS_PHONE = /\+ ?(?:7(?:[ ()-]{0,3}\d){10}|[1-689](?:[ ()-]{0,3}\d){7,14})(?!\d)/g;
const LOCAL_PHONE =
  /(?<![\p{L}\d.+-])(?:[78][ -]{0,2}\(?\d{3}|\(?7\d\d)(?:\)[ -]{0,2}|[ -]{1,2})\d{3}[ -]?\d\d[ -]?\d\d(?![\p{L}\d-])/gu;

const WHOLE = "(?<![\\p{L}\\d.,_]|[\\p{L}\\d]-)(?:\\d{1,3}(?:[ .,']\\d{3}){1,6}|\\d+)";
const CURRENCY =
  "(?:₸|тг|тнг|тенге|теңге|kzt|₽|руб\\p{L}{0,3}|rub|usd|eur|\\$|€|т|р)(?![\\p{L}\\d])";
const AMOUNTS = [
  new RegExp(`${WHOLE}(?:[.,]\\d{1,2})? {0,2}${CURRENCY}`, "giu"),
  new RegExp(`(?:₸|kzt|₽|rub|usd|\\$|eur|€) {0,2}${WHOLE}(?:[.,]\\d{1,2})?(?![.,]?\\d)`, "giu"),
  new RegExp(`${WHOLE}[.,](?:\\d\\d|[1-9])(?![.,]?\\d|[\\p{L}_-])`, "gu"),
];

const FLOAT = /(?<![\d.,])(\d+)[.,]0(?![.,]?\d)/g;
/** Dates, times and IP addresses. */
const TIME =
  /(?<![\p{L}\d])(?:(?:(?:1?\d?\d|2[0-4]\d|25[0-5])(?:\.(?!\D)|(?![.\d]))){4}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d(?:T(?=\d))?|\d{1,2}:\d\d(?::\d\d)?)(?![\p{L}\d])/gu;

/**
 * Extracts links, e-mail addresses, card masks, phone numbers, amounts and times from the text, and
 * leaves a placeholder for each.
 */
export function extractValues(text: string): Extracted {
  const terms: SearchTerm[] = [];
  const linked: string[] = [];
  const take = (field: SearchTerm["field"], normalise: (found: string) => string) => {
    return (found: string) => {
      terms.push({ field, value: normalise(found) });
      return EXTRACTED;
    };
  };
  const takePhone = take("phone", phoneOf);
  const withoutLinks = text
    .replace(UUID, take("bank_id", lowerCase))
    .replace(EMAIL, take("email", lowerCase))
    .replace(ADDRESS, (address) => {
      const target = readAddress(address);
      if (target === null) return address;
      if ("phone" in target) return takePhone(target.phone);
      linked.push(target.invoiceId);
      return LINKED;
    });
  const whole = withoutLinks.replace(SCIENTIFIC, (short) => wholeNumber(short) ?? short);
  const exact = whole.replace(SCIENTIFIC, EXTRACTED);
  const masked = exact.replace(MASK, (_, first: string | undefined, last: string) => {
    terms.push(cardTerm(first ?? "", last));
    return EXTRACTED;
  });
  const withFloats = masked.replace(PLUS_PHONE, takePhone).replace(LOCAL_PHONE, takePhone);
  const withoutFloats = withFloats.replace(FLOAT, "$1");
  const takeAmount = take("amount", minorUnitsOf);
  const rest = AMOUNTS.reduce((left, amount) => left.replace(amount, takeAmount), withoutFloats);
  return {
    rest: rest.replace(TIME, (time, at: number) => (isAlone(rest, time, at) ? time : EXTRACTED)),
    terms,
    linked,
    scientific: exact !== whole,
    spreadsheet: withoutFloats !== withFloats || whole !== withoutLinks,
  };
}

/** The number that a spreadsheet wrote with an exponent, if it has all digits; else null. */
function wholeNumber(short: string): string | null {
  const [, first = "", others = "", exponent = ""] =
    /^(\d)[.,](\d+)[EeЕе]\+?(\d+)$/.exec(short) ?? [];
  return others !== "" && others.length === Number(exponent) ? first + others : null;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

function cardTerm(first: string, last: string): SearchTerm {
  const shown = first.replace(/\D/g, "").slice(0, LONGEST_FIRST);
  return shown === ""
    ? { field: "last_four", value: last }
    : { field: "card", value: `${shown}*${last}` };
}

/** Whether it is alone in its line: then it is no time but a number with hyphens. */
function isAlone(text: string, found: string, at: number): boolean {
  const from = text.lastIndexOf("\n", at) + 1;
  const to = text.indexOf("\n", at);
  return (
    found.includes("-") &&
    text.slice(from, to < 0 ? text.length : to).trim().length === found.length
  );
}
