import type { Actor } from "#lib/server/actor.ts";
import "server-only";
import { can } from "#lib/account/access.ts";
import type { SeenRow } from "#lib/list/columns.ts";
import { cursorText, type ListQuery, type Parameters, readListQuery } from "#lib/list/query.ts";
import { FACETS } from "#lib/list/search-index.ts";
import type { ListView, Searched } from "#lib/list/view.ts";
import { readPaste, searchTerms } from "#lib/paste/paste.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { unseal } from "#lib/server/crypto/sealed-text.ts";
import { database } from "#lib/server/db/client.ts";
import { lastTries } from "#lib/server/observations/observations.ts";
import { redactFor, type Viewer, viewerOf } from "#lib/server/observations/redact.ts";
import { countOf } from "./plan.ts";
import { choicesOf, type Page, pageOf, type SeenPayment } from "./queries.ts";
import type { Listing } from "./where.ts";

/** The list of everything seen, as one person may see it; each view has its audit entry. */

export const PAGE_SIZE = 50;
/** Beyond this a count says "more than": each one counted costs a row read somewhere. */
export const MOST_COUNTED = 1_000;
/** Shorter parts of words are in too many texts, and no index finds them. */
const SHORTEST_WORD = 3;

/** The list's question, made out of an address. */
export function readListing(
  given: Parameters,
  { role, blockedPayers }: Viewer,
): {
  listing: Listing;
  problems: readonly string[];
  searched: Searched | null;
} {
  // Who looked is not for everybody to see, nor to filter by.
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
    listing: { environment, timeZone: displayTimeZone, query, search, blockedPayers },
    problems,
    searched,
  };
}

function readSearch(text: string): Searched {
  const reading = readPaste(text);
  if (reading.is === "card_number") return { text: "", terms: [], problem: "card_number" };
  const meanings = reading.is === "search" ? reading.terms : searchTerms(text);
  const terms = meanings.filter(
    ({ field, value }) => field !== "words" || value.length >= SHORTEST_WORD,
  );
  const problem = terms.length > 0 ? null : meanings.length > 0 ? "too_short" : "unreadable";
  return { text, terms, problem };
}

/** One page of the list. */
export async function viewList(given: Parameters, actor: Actor): Promise<ListView> {
  const viewer = await viewerOf(actor);
  const { listing, problems, searched } = readListing(given, viewer);
  const { db } = await database();
  const page = await pageOf(db, listing, PAGE_SIZE);
  const isAll = listing.query.place === null && !page.hasMore;
  const count = isAll
    ? { count: page.payments.length, isMore: false }
    : await countOf(db, listing, MOST_COUNTED);
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
  const seen = new Set(page.payments.map(({ answer }) => answer.invoiceId));
  const missing = query.invoices.filter((one) => !seen.has(one));
  return {
    query,
    problems,
    searched,
    rows: page.payments.map((payment) => rowFor(payment, viewer)),
    ...neighbours(query, page),
    count,
    choices,
    unseen: page.hasMore || query.place ? [] : await unseenOf(missing, listing.environment),
  };
}

/** What is known of numbers that the page does not show; payments that filters hide are left out. */
async function unseenOf(
  invoiceIds: readonly string[],
  environment: string,
): Promise<ListView["unseen"]> {
  const { db } = await database();
  const tries = await lastTries(db, { environment, invoiceIds });
  return invoiceIds.flatMap((invoiceId): ListView["unseen"] => {
    const last = tries.get(invoiceId);
    if (last === undefined) return [{ invoiceId, last: null }];
    return last.is === "known" ? [] : [{ invoiceId, last: { is: last.is, at: last.at } }];
  });
}

/** Where the pages before and after this one begin; null where there is none. */
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

/** A payment of the list as this person may see it. */
export function rowFor({ id, answer, lookedBy }: SeenPayment, viewer: Viewer): SeenRow {
  const seesLookers = can(viewer.role, "payment.see_lookers");
  return { id, lookedBy: seesLookers ? lookedBy : null, answer: redactFor(viewer, answer) };
}

/** What the audit says of a list: which filters, and by what kind of fact was searched, never the fact. */
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
