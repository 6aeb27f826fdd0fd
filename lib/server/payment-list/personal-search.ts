import "server-only";
import { isFiltered } from "#lib/list/query.ts";
import { matchOf } from "#lib/list/search-index.ts";
import type { Searched } from "#lib/list/view.ts";
import type { SearchTerm } from "#lib/paste/search-term.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { limits } from "#lib/server/http/rate-limit.ts";
import { log } from "#lib/server/log.ts";
import { countOf } from "./plan.ts";
import type { Listing } from "./where.ts";

/**
 * Searches for a payer by people who must not see personal data. They find a payment by what a customer
 * tells, and must not find out what is hidden: so they are few, each names a payer whole or by the
 * beginning of a name, and none is combined with filters that leave a handful of payments.
 */

interface Search {
  listing: Listing;
  searched: Searched | null;
}

/** With fewer payments left by the filters, each hit would tell something about one payer. */
const HANDFUL = 20;

/** The search as this person may make it; `problem` says what was left out, or that they have to wait. */
export async function permittedSearch(
  db: Database,
  { listing, searched }: Search,
  { personId }: Pick<Actor, "personId">,
): Promise<Search> {
  if (!searched || !isPersonal(listing)) return { listing, searched };
  const mustWait =
    (await limits().waitFor("personalMisses", personId)) ??
    (await limits().take("personalSearches", personId));
  if (mustWait !== null) {
    const none = { ...searched, terms: [], problem: "personal_wait" } as const;
    return { listing: { ...listing, search: [] }, searched: none };
  }
  if (!(await isNarrow(db, listing))) return { listing, searched };
  const terms = searched.terms.filter(({ field }) => !WHOLE.has(field));
  return {
    listing: { ...listing, search: terms, words: "public" },
    searched: { ...searched, terms, problem: "personal_filters" },
  };
}

/** Counts a search for a payer that found nothing; many of them are an alert and a row of the audit. */
export async function noteMiss(db: Database, listing: Listing, actor: Actor): Promise<void> {
  if (!isPersonal(listing)) return;
  await limits().take("personalMisses", actor.personId);
  if ((await limits().waitFor("personalMisses", actor.personId)) === null) return;
  log().warn(
    { requestId: actor.requestId },
    "many searches for a payer found nothing: the person has to wait",
  );
  const detail = { reason: "many_misses" };
  await record(db, { event: "search.refused", success: false, by: actor, detail });
}

/** Fields that are searched as a whole. */
const WHOLE: ReadonlySet<SearchTerm["field"]> = new Set(["email", "phone"]);

/** Does somebody search for a payer who must not see the data? */
function isPersonal({ words, search }: Listing): boolean {
  if (words !== "names" || search === null) return false;
  return search.some((term) => {
    const match = matchOf(term);
    return WHOLE.has(term.field) || (match.by === "words" && match.names.length > 0);
  });
}

/** Do the filters alone leave less than a handful of payments? */
async function isNarrow(db: Database, listing: Listing): Promise<boolean> {
  const query = { ...listing.query, q: null, find: null };
  if (query.invoices.length > 0) return true;
  if (!isFiltered(query)) return false;
  const { count, isMore } = await countOf(db, { ...listing, query, search: null }, HANDFUL);
  return !isMore && count < HANDFUL;
}
