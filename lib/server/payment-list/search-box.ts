import type { SearchTerm } from "#lib/paste/search-term.ts";
import "server-only";
import { listPath, NO_FILTERS } from "#lib/list/query.ts";
import { readPaste, searchTerms } from "#lib/paste/paste.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { seal } from "#lib/server/crypto/sealed-text.ts";

/** The one box: from what a person typed to the page that answers it. */

/**
 * Where to go with a text. `among` says what the person was looking at: the bank can be asked by
 * number only, what was seen can be searched by more. Nothing typed is lost, and nothing of a card
 * number goes on.
 */
export function pathFor(
  text: string,
  { among, terminal }: { among: "bank" | "seen"; terminal: string | undefined },
): { path: string; refused: "card_number" | null } {
  const home = among === "bank" ? "/" : "/transactions";
  const reading = readPaste(text);
  switch (reading.is) {
    case "card_number":
      return { path: `${home}?problem=card_number`, refused: "card_number" };
    case "empty":
      return { path: home, refused: null };
    case "invoices":
      return { path: invoicesPath(reading), refused: null };
    case "invoice":
      return {
        path:
          among === "seen"
            ? searchPath(text)
            : withReading(transactionPath({ ...reading, terminal }), reading.changes),
        refused: null,
      };
    case "search":
      return { path: searchPath(text), refused: null };
    case "unreadable":
      return {
        path: `${home}?problem=${reading.reason}&typed=${sealed(text, LONGEST_TYPED)}`,
        refused: null,
      };
  }
}

/** The look-up page with a text in its box that was typed and not sent; a card number is dropped. */
export function boxPath(text: string): string {
  const reading = readPaste(text);
  if (reading.is === "card_number") return "/?problem=card_number";
  return reading.is === "empty" ? "/" : `/?typed=${sealed(text, LONGEST_TYPED)}`;
}

function invoicesPath({
  invoiceIds,
  unread,
}: {
  invoiceIds: readonly string[];
  unread: number;
}): string {
  const path = listPath({ ...NO_FILTERS, invoices: invoiceIds });
  return unread > 0 ? `${path}&unread=${unread}` : path;
}

/** Facts that name a customer. */
const PERSONAL: ReadonlySet<SearchTerm["field"]> = new Set(["email", "phone", "card"]);

/** One number or code, or digits with what stands between them: there is no room for a name. */
const PLAIN = /^(?:[A-Za-z\d_-]{1,64}|[\d\s.,₸-]{1,64})$/;

/** The list's address for a search; what may name a customer is sealed. */
function searchPath(text: string): string {
  const q = text.trim();
  const terms = searchTerms(q);
  const isPlain =
    PLAIN.test(q) && terms[0]?.field !== "words" && !terms.some(({ field }) => PERSONAL.has(field));
  return listPath({ ...NO_FILTERS, ...(isPlain ? { q } : { find: sealed(q, LONGEST_SEARCH) }) });
}

/** What was done to the text, for the page to tell. */
function withReading(path: string, changes: readonly string[]): string {
  if (changes.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}read=${changes.join(",")}`;
}

/** Characters of a search, and of a text that goes back to its box: servers refuse endless addresses. */
const LONGEST_SEARCH = 200;
const LONGEST_TYPED = 1_000;

function sealed(text: string, most: number): string {
  return seal([...text.trim()].slice(0, most).join(""), "search");
}
