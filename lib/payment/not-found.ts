import type { Asked, Service } from "./look-up.ts";

/**
 * Causes for which the bank may not know a number (102), and questions to try. The bank's page
 * check-status says that 102 can mean too early, another terminal or p2p; the other causes are
 * changes that people and programs make to numbers. Each try is one question to the bank, asked by
 * a click.
 */
export const CAUSES = [
  "zeros",
  "look_alikes",
  "separators",
  "digits_only",
  "last_digits",
  "other_terminal",
  "p2p",
  "payment",
] as const;
export type Cause = (typeof CAUSES)[number];

/** Another question that may find the payment. */
export interface Try {
  cause: Cause;
  invoiceId: string;
  /** Alias of the terminal; undefined asks all in turn. */
  terminal: string | undefined;
  service: Service;
}

export interface NotFound {
  invoiceId: string;
  service: Service;
  /** The terminal named in the question. */
  terminal: string | undefined;
  asked: readonly Asked[];
  /** Aliases of all terminals. */
  terminals: readonly string[];
}

/** Lengths to which shops pad their numbers (known from public clients and the bank's examples). */
const PADDED_LENGTHS = [6, 8, 9, 10] as const;
/** The minimum number of digits by the bank's page platezhnaya-stranica. */
const SHORTEST_USUAL = 6;
/** The maximum by the same page. */
const LONGEST_USUAL = 15;

/** Questions to try, the most likely first. */
export function triesFor(question: NotFound): Try[] {
  const { invoiceId, service, terminal } = question;
  const same = { terminal, service };
  const numbers = (cause: Cause, ids: readonly string[]) =>
    ids.map((id): Try => ({ cause, invoiceId: id, ...same }));
  const zeros = numbers("zeros", paddings(invoiceId));
  const isShort = invoiceId.length < SHORTEST_USUAL;
  return [
    ...numbers("look_alikes", withoutLetters(invoiceId)),
    ...numbers("separators", withoutSeparators(invoiceId)),
    ...numbers("digits_only", digitsOnly(invoiceId)),
    ...numbers("last_digits", lastDigits(invoiceId)),
    ...(isShort ? zeros : []),
    ...otherTerminals(question),
    { cause: service === "p2p" ? "payment" : "p2p", ...same, invoiceId, service: other(service) },
    ...(isShort ? [] : zeros),
  ];
}

function other(service: Service): Service {
  return service === "p2p" ? "payment" : "p2p";
}

/** Adds and removes leading zeros: spreadsheets drop them, and programs of shops pad numbers. */
function paddings(invoiceId: string): string[] {
  if (!/^\d+$/.test(invoiceId)) return [];
  const bare = invoiceId.replace(/^0+(?=\d)/, "");
  const longer = PADDED_LENGTHS.filter((length) => length > invoiceId.length).map((length) =>
    invoiceId.padStart(length, "0"),
  );
  return bare === invoiceId ? longer.slice(0, 3) : [bare, ...longer.slice(0, 2)];
}

/** Replaces O by 0 and I or l by 1 if all other characters are digits. */
function withoutLetters(invoiceId: string): string[] {
  const digits = invoiceId.replace(/[Oo]/g, "0").replace(/[Il]/g, "1");
  return digits !== invoiceId && /^\d+$/.test(digits) ? [digits] : [];
}

function withoutSeparators(invoiceId: string): string[] {
  const bare = invoiceId.replace(/[-_]/g, "");
  return bare !== invoiceId && bare !== "" ? [bare] : [];
}

/** The digits of a number with letters, which many shops leave out when they send it to the bank. */
function digitsOnly(invoiceId: string): string[] {
  const digits = invoiceId.replace(/\D/g, "");
  const isNew = /[A-Za-z]/.test(invoiceId) && digits !== "" && digits.length <= LONGEST_USUAL;
  return isNew ? [digits.padStart(SHORTEST_USUAL, "0")] : [];
}

/** The last digits of a number that is longer than the bank's page platezhnaya-stranica allows. */
function lastDigits(invoiceId: string): string[] {
  const digits = invoiceId.replace(/\D/g, "");
  return digits.length > LONGEST_USUAL ? [digits.slice(-LONGEST_USUAL)] : [];
}

function otherTerminals({ invoiceId, service, asked, terminals }: NotFound): Try[] {
  const done = new Set(asked.map(({ terminal }) => terminal));
  return terminals
    .filter((terminal) => !done.has(terminal))
    .map((terminal) => ({ cause: "other_terminal", invoiceId, terminal, service }));
}

/**
 * Whether it looks like the number on the receipt (RRN): twelve digits that begin with the last
 * digit of a year and the day of that year (true for the bank's samples).
 */
export function looksLikeRrn(invoiceId: string): boolean {
  const day = Number(/^\d(\d{3})\d{8}$/.exec(invoiceId)?.[1] ?? 0);
  return day >= 1 && day <= 366;
}
