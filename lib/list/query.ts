import { parseSum } from "#lib/money/money.ts";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import { CLASSES, KINDS } from "#lib/payment/payment.ts";
import { FACETS, type Facet } from "./search-index.ts";

/**
 * The payment list's query: the URL has every filter, so that a link opens the same view for a
 * colleague. A searched text may identify a customer, so it is encrypted (`find`); `q` has numbers
 * and codes only.
 */
export const SORTS = ["looked", "paid", "amount"] as const;
export type Sort = (typeof SORTS)[number];

/** All columns in their order. */
export const COLUMNS = [
  "invoice",
  "state",
  "amount",
  "paid",
  "card",
  "customer",
  "looked",
  "person",
  "issuer",
  "country",
  "email",
  "phone",
  "rrn",
  "approval",
  "reason",
  "terminal",
  "returned",
  "bonus",
  "finality",
  "description",
] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL_COLUMNS: readonly Column[] = COLUMNS.slice(0, 7);

/** Kinds and classes of payments in the list, which has no faults. */
export const LISTED_STATES = KINDS.filter(
  (kind) =>
    !["not_found", "bank_error", "our_settings", "unreachable", "unreadable"].includes(kind),
);
export const LISTED_CLASSES = CLASSES.filter((one) => one !== "no_answer");

/** The most payments in one file; a sheet of XLSX has at most 1,048,576 rows. */
export const MOST_EXPORTED = 1_000_000;

/** The most numbers in a list of invoices. */
export const MOST_INVOICES = 100;
const LONGEST_VALUE = 200;
/** The longest encrypted text: 200 characters of four bytes each. */
const LONGEST_SEAL = 1_200;

/** Directions of keyset paging. */
export type Place = { after: string } | { before: string } | null;

export interface ListQuery {
  /** Plain text to search for. */
  q: string | null;
  /** Encrypted text to search for. */
  find: string | null;
  /** Only these invoices, or all if empty. */
  invoices: readonly string[];
  facets: Readonly<Partial<Record<Facet, readonly string[]>>>;
  /** Days as YYYY-MM-DD in the display zone, both included. */
  paid: DayRange;
  looked: DayRange;
  /** The smallest and the largest sum as decimal digits, both included. */
  amount: { min: string | null; max: string | null };
  sort: Sort;
  descending: boolean;
  columns: readonly Column[];
  place: Place;
}
export interface DayRange {
  from: string | null;
  to: string | null;
}

/** Parameters by name, as Next and URLSearchParams give them. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Parses the query of a URL. Invalid parameters are ignored and named in `problems`. The first
 * value of a repeated name counts, except for facets, which can have several values.
 */
export function readListQuery(given: Parameters): { query: ListQuery; problems: string[] } {
  const problems: string[] = [];
  const take = <T>(name: string, read: (text: string) => T | null, most = LONGEST_VALUE) => {
    const text = all(given[name])[0]?.trim() ?? "";
    if (text === "") return null;
    const value = text.length > most ? null : read(text);
    if (value === null) problems.push(name);
    return value;
  };
  const sort = take("sort", readSort) ?? { sort: "looked", descending: true };
  const query: ListQuery = {
    q: take("q", (text) => text),
    find: take("find", (text) => (/^[\w-]+$/.test(text) ? text : null), LONGEST_SEAL),
    invoices: take("invoices", readInvoices(problems), MOST_INVOICES * 65) ?? [],
    facets: readFacets(given, problems),
    paid: { from: take("paid_from", readDay), to: take("paid_to", readDay) },
    looked: { from: take("looked_from", readDay), to: take("looked_to", readDay) },
    amount: { min: take("min", readAmount), max: take("max", readAmount) },
    ...sort,
    columns: readColumns(all(given.columns), problems),
    place: readPlace(take("after", readCursor), take("before", readCursor)),
  };
  return { query, problems };
}

/** The query as parameters of a URL, in canonical order and without defaults. */
export function listParameters(query: ListQuery): URLSearchParams {
  const { facets, paid, looked, amount, columns, place } = query;
  const isUsual = columns.join() === USUAL_COLUMNS.join();
  const order = sortText(query);
  const named: [string, string | null | undefined][] = [
    ["q", query.q],
    ["find", query.find],
    ["invoices", query.invoices.join(",")],
    ...FACETS.flatMap((facet) =>
      (facets[facet] ?? []).map((value): [string, string] => [facet, value]),
    ),
    ["paid_from", paid.from],
    ["paid_to", paid.to],
    ["looked_from", looked.from],
    ["looked_to", looked.to],
    ["min", amount.min],
    ["max", amount.max],
    ["sort", order === "-looked" ? null : order],
    ["columns", isUsual ? null : columns.join(",")],
    ...Object.entries(place ?? {}),
  ];
  return new URLSearchParams(
    named.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  );
}

/** The list's path with its query. */
export function listPath(query: ListQuery, changes: Partial<ListQuery> = {}): string {
  const parameters = listParameters({ ...query, ...changes });
  return `/transactions${parameters.size > 0 ? `?${parameters}` : ""}`;
}

/** Whether the query has filters, apart from order, columns and place. */
export function isFiltered(query: ListQuery): boolean {
  const { sort, descending, columns, place, ...filters } = query;
  return listParameters({ ...NO_FILTERS, ...filters }).size > 0;
}

/** All payments, the newest look-up first. */
export const NO_FILTERS: ListQuery = readListQuery({}).query;

export function sortText({
  sort,
  descending,
}: Pick<ListQuery, "sort" | "descending">): Sort | `-${Sort}` {
  return descending ? `-${sort}` : sort;
}

function all(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

function readSort(text: string): { sort: Sort; descending: boolean } | null {
  const sort = SORTS.find((one) => one === text.replace(/^-/, ""));
  return sort ? { sort, descending: text.startsWith("-") } : null;
}

/** The numbers that can be read; any other, such as a card number, is left out and named as a problem. */
function readInvoices(problems: string[]) {
  return (text: string): string[] | null => {
    const readings = text.split(",").map(parseInvoiceId);
    const invoices = readings.flatMap((reading) => (reading.ok ? [reading.invoiceId] : []));
    if (invoices.length === 0 || invoices.length > MOST_INVOICES) return null;
    if (invoices.length < readings.length) problems.push("invoices");
    return [...new Set(invoices)];
  };
}

/** Allowed values of the facets with a closed list. */
const CLOSED: Partial<Record<Facet, readonly string[]>> = {
  state: LISTED_STATES,
  finality: LISTED_CLASSES,
};

function readFacets(given: Parameters, problems: string[]): ListQuery["facets"] {
  return Object.fromEntries(
    FACETS.flatMap((facet) => {
      // An issuer's name may contain a comma, other values never do.
      const texts = all(given[facet]).flatMap((t) => (facet === "issuer" ? [t] : t.split(",")));
      const values = texts.filter((text) => text !== "" && text.length <= LONGEST_VALUE);
      const known = values.filter((value) => CLOSED[facet]?.includes(value) ?? true);
      if (known.length < values.length) problems.push(facet);
      return known.length > 0 ? [[facet, [...new Set(known)]]] : [];
    }),
  );
}

/**
 * A real day of the calendar (ISO 8601), far enough from the year 0 and 10000 for any time zone.
 */
export function readDay(text: string): string | null {
  if (!/^[1-8]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? null : text;
}

/** Parses a sum, also with blanks between thousands and a decimal comma. */
function readAmount(text: string): string | null {
  return parseSum(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."))?.decimal ?? null;
}

function readColumns(texts: readonly string[], problems: string[]): readonly Column[] {
  const asked = texts.flatMap((text) => text.split(",")).filter(Boolean);
  const columns = COLUMNS.filter((column) => asked.includes(column));
  if (asked.some((name) => !COLUMNS.some((column) => column === name))) problems.push("columns");
  if (columns.length === 0) return USUAL_COLUMNS;
  // The invoice number is the row's link, so its column is always shown.
  return COLUMNS.filter((column) => column === "invoice" || columns.includes(column));
}

/** A row's keyset cursor: its sort key and its id. */
export interface Cursor {
  value: number;
  id: number;
}

export function cursorText({ value, id }: Cursor): string {
  return `${value}_${id}`;
}

/** Null for text that `cursorText` does not write. */
export function parseCursor(text: string): Cursor | null {
  const match = /^(-?\d{1,16})_(\d{1,15})$/.exec(text);
  const value = Number(match?.[1]);
  return match && Number.isSafeInteger(value) ? { value, id: Number(match[2]) } : null;
}

function readCursor(text: string): string | null {
  return parseCursor(text) ? text : null;
}

function readPlace(after: string | null, before: string | null): Place {
  if (after) return { after };
  return before ? { before } : null;
}

/** The parameters of a URL, with all values of repeated names. */
export function parametersOf(search: URLSearchParams): Parameters {
  return Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]));
}
