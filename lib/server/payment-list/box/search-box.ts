import "server-only";
import { listPath, NO_FILTERS } from "#lib/list/query.ts";
import { readPaste, searchTerms } from "#lib/paste/paste.ts";
import type { SearchTerm } from "#lib/paste/search-term.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { seal } from "#lib/server/crypto/sealed-text.ts";
import { withReading } from "./with-reading.ts";

/** The search box: finds the page for a text that a person typed or pasted. */

/**
 * The path for a text. `among` is the page of the box: the bank can be asked by number only, while
 * the list can be searched by more. An unreadable text is returned in the path; a card number never
 * is.
 */
export function pathFor(
  text: string,
  {
    among,
    terminal,
    isOwn = false,
  }: {
    among: "bank" | "history";
    terminal: string | undefined;
    /** The person says that the number is the shop's own, although it looks like a card's. */
    isOwn?: boolean;
  },
): { path: string; refused: "card_number" | null } {
  const home = among === "bank" ? "/" : "/transactions";
  const reading = readPaste(text);
  switch (reading.is) {
    case "card_number": {
      const { own } = reading;
      if (isOwn && own) {
        return { path: transactionPath({ invoiceId: own, terminal }), refused: null };
      }
      // The number goes back into the box, where a second press can ask about it.
      const typed = own && among === "bank" ? `&typed=${sealed(own, LONGEST_TYPED)}` : "";
      return { path: `${home}?problem=card_number${typed}`, refused: "card_number" };
    }
    case "mistyped_card":
      return isOwn
        ? { path: transactionPath({ invoiceId: reading.own, terminal }), refused: null }
        : {
            path: `${home}?problem=${among === "bank" ? reading.is : "card_number"}`,
            refused: "card_number",
          };
    case "empty":
      return { path: home, refused: null };
    case "invoices":
      return { path: invoicesPath(reading), refused: null };
    case "invoice":
      return {
        path:
          among === "history"
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
  if (reading.is === "card_number" || reading.is === "mistyped_card") {
    return `/?problem=${reading.is}`;
  }
  return reading.is === "empty" ? "/" : `/?typed=${sealed(text, LONGEST_TYPED)}`;
}

function invoicesPath({
  invoiceIds,
  unread,
  cards = [],
}: {
  invoiceIds: readonly string[];
  unread: number;
  cards?: readonly number[];
}): string {
  const path = listPath({ ...NO_FILTERS, invoices: invoiceIds });
  const left = cards.length > 0 ? `&cards=${cards.join(",")}` : "";
  return (unread > 0 ? `${path}&unread=${unread}` : path) + left;
}

/** Search fields that identify a customer. */
const PERSONAL: ReadonlySet<SearchTerm["field"]> = new Set(["email", "phone", "card"]);

/** One number or code, or digits with separators, which cannot contain a name. */
const PLAIN = /^(?:[A-Za-z\d_-]{1,64}|[\d\s.,₸-]{1,64})$/;

/** The list's path for a search; encrypts a text that may identify a customer. */
function searchPath(text: string): string {
  const q = text.trim();
  const terms = searchTerms(q);
  const isPlain =
    PLAIN.test(q) && terms[0]?.field !== "words" && !terms.some(({ field }) => PERSONAL.has(field));
  return listPath({ ...NO_FILTERS, ...(isPlain ? { q } : { find: sealed(q, LONGEST_SEARCH) }) });
}

/** The longest search and the longest returned text in characters, as servers limit URLs. */
const LONGEST_SEARCH = 200;
const LONGEST_TYPED = 1_000;

function sealed(text: string, most: number): string {
  return seal([...text.trim()].slice(0, most).join(""), "search");
}
