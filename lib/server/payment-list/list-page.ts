import "server-only";
import { can } from "#lib/account/access.ts";
import type { ListRow } from "#lib/list/columns.ts";
import { cursorText, type ListQuery, type Parameters, readListQuery } from "#lib/list/query.ts";
import { FACETS } from "#lib/list/search-index.ts";
import type { ListView, Searched } from "#lib/list/view.ts";
import { readPaste, searchTerms } from "#lib/paste/paste.ts";
import { folded } from "#lib/paste/spelling/folded.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { unseal } from "#lib/server/crypto/sealed-text.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { lastTries, lookedUpBy } from "#lib/server/observations/observations.ts";
import { redactFor, type Viewer, viewerOf } from "#lib/server/observations/redact.ts";
import { dayOf, startOfDay } from "#lib/time/zone.ts";
import { noteMiss, permittedSearch } from "./personal-search.ts";
import { allOf, countBefore } from "./plan.ts";
import { choicesOf, type ListedPayment, type Page, pageOf } from "./queries.ts";
import { totalsOf } from "./totals.ts";
import type { Listing } from "./where.ts";

/** One page of the list with the data that the viewer may see. The audit log records each view. */

/** Payments on one page. */
export const PAGE_SIZE = 50;
/** Counting stops here and the page says "more than", because each counted row must be read. */
export const MOST_COUNTED = 1_000;
/** The trigram index cannot find shorter parts of words. */
const SHORTEST_WORD = 3;

/** Parses the parameters of an address into a query; `problems` names the invalid ones. */
export function readListing(
  given: Parameters,
  { role, blockedPayers }: Viewer,
): {
  listing: Listing;
  problems: readonly string[];
  searched: Searched | null;
} {
  // Only some roles may see who looked a payment up, so only they may filter by it.
  const { person, ...others } = given;
  const seesLookers = can(role, "payment.see_lookers");
  const { query, problems } = readListQuery(seesLookers ? given : others);
  const { environment, displayTimeZone } = settings();
  const sealed = query.find === null ? null : unseal(query.find, "search");
  if (query.find !== null && sealed === null) problems.push("find");
  const text = sealed ?? query.q;
  const searched = text === null ? null : readSearch(text);
  const search = searched?.terms ?? null;
  return {
    listing: {
      environment,
      timeZone: displayTimeZone,
      query,
      search,
      words: can(role, "payment.see_personal") ? "all" : "names",
      blockedPayers,
    },
    problems,
    searched,
  };
}

function readSearch(text: string): Searched {
  const reading = readPaste(text);
  if (reading.is === "card_number") return { text: "", terms: [], problem: "card_number" };
  const meanings = reading.is === "search" ? reading.terms : searchTerms(text);
  const terms = meanings.filter(
    ({ field, value }) => field !== "words" || folded(value).length >= SHORTEST_WORD,
  );
  const problem = terms.length > 0 ? null : meanings.length > 0 ? "too_short" : "unreadable";
  return { text, terms, problem };
}

/** Reads one page of the list for a person and records it in the audit log. */
export async function viewList(given: Parameters, actor: Actor): Promise<ListView> {
  const viewer = await viewerOf(actor);
  const { problems, ...asked } = readListing(given, viewer);
  const { db } = await database();
  const { listing, searched } = await permittedSearch(db, asked, actor);
  const page = await pageOf(db, listing, PAGE_SIZE);
  const isAll = listing.query.place === null && !page.hasMore;
  const all = isAll
    ? { ids: page.payments.map(({ id }) => id), isMore: false }
    : await allOf(db, listing, MOST_COUNTED);
  const choices = await choicesOf(db, listing.environment);
  const { query } = listing;
  await record(db, {
    event: "payments.listed",
    success: true,
    by: actor,
    detail: {
      ...describe(query, searched),
      rows: page.payments.length,
      invoices: page.payments.map(({ answer }) => answer.invoiceId).join(","),
    },
  });
  if (isAll && page.payments.length === 0) await noteMiss(db, listing, actor);
  const seen = await seenToday(db, page, actor);
  const shown = new Set(page.payments.map(({ answer }) => answer.invoiceId));
  const missing = query.invoices.filter((one) => !shown.has(one));
  return {
    query,
    problems,
    searched,
    searchesAllWords: listing.words === "all",
    rows: page.payments.map((payment) => ({
      ...rowFor(payment, viewer),
      seen: seen.has(payment.answer.invoiceId),
    })),
    ...neighbours(query, page),
    count: { count: all.ids.length, isMore: all.isMore },
    totals: all.isMore ? null : await totalsOf(db, all.ids),
    first: await firstPlace(db, listing, page),
    choices,
    unknown: page.hasMore || query.place ? [] : await unknownOf(missing, listing.environment),
  };
}

/** The position of a page's first row among all that match, or null when it is too far to count. */
async function firstPlace(db: Database, listing: Listing, page: Page): Promise<number | null> {
  const [first] = page.payments;
  if (listing.query.place === null || !first) return 1;
  const { count, isMore } = await countBefore(db, listing, first.cursor, MOST_COUNTED);
  return isMore ? null : count + 1;
}

/** The numbers on a page that this person looked up today, by the day of the shop. */
async function seenToday(
  db: Database,
  { payments }: Page,
  { personId }: Actor,
): Promise<ReadonlySet<string>> {
  const { environment, displayTimeZone } = settings();
  return lookedUpBy(db, {
    environment,
    personId,
    invoiceIds: payments.map(({ answer }) => answer.invoiceId),
    since: startOfDay(dayOf(new Date(), displayTimeZone), displayTimeZone),
  });
}

/** The last look-up of each number that has no payment; leaves out payments that a filter hides. */
async function unknownOf(
  invoiceIds: readonly string[],
  environment: string,
): Promise<ListView["unknown"]> {
  const { db } = await database();
  const tries = await lastTries(db, { environment, invoiceIds });
  return invoiceIds.flatMap((invoiceId): ListView["unknown"] => {
    const last = tries.get(invoiceId);
    if (last === undefined) return [{ invoiceId, last: null }];
    return last.is === "known" ? [] : [{ invoiceId, last: { is: last.is, at: last.at } }];
  });
}

/** The cursors of the previous and the next page; null where there is none. */
function neighbours(
  { place }: ListQuery,
  { payments, hasMore }: Page,
): Pick<ListView, "previous" | "next"> {
  const [first, last] = [payments.at(0), payments.at(-1)];
  if (!first || !last) return { previous: null, next: null };
  const isBackward = place !== null && "before" in place;
  const hasPrevious = isBackward ? hasMore : place !== null;
  const hasNext = isBackward || hasMore;
  return {
    previous: hasPrevious ? { before: cursorText(first.cursor) } : null,
    next: hasNext ? { after: cursorText(last.cursor) } : null,
  };
}

/** A row of the list, redacted for this viewer. */
export function rowFor({ id, answer, lookedBy }: ListedPayment, viewer: Viewer): ListRow {
  const seesLookers = can(viewer.role, "payment.see_lookers");
  return { id, lookedBy: seesLookers ? lookedBy : null, answer: redactFor(viewer, answer) };
}

/** The audit detail of a list: names of filters and of search fields, never what was searched for. */
export function describe(query: ListQuery, searched: Searched | null): Record<string, string> {
  const used = [
    ...FACETS.filter((facet) => query.facets[facet]),
    ...(query.paid.from || query.paid.to ? ["paid"] : []),
    ...(query.looked.from || query.looked.to ? ["looked"] : []),
    ...(query.amount.min || query.amount.max ? ["amount"] : []),
    ...(query.invoices.length > 0 ? ["invoices"] : []),
  ];
  return {
    filters: used.join(","),
    search: searched?.terms.map(({ field }) => field).join(",") ?? "",
  };
}
