import "server-only";
import { listPath, NO_FILTERS } from "#lib/list-query.ts";
import { transactionPath } from "#lib/look-up.ts";
import { readPaste, type SearchTerm, searchTerms } from "#lib/paste.ts";
import { seal } from "./sealed-text.ts";

/** The one box: from what a person typed to the page that answers it. */

/** Facts that are no customer's: these may stand in an address as they are. */
const NOT_PERSONAL: ReadonlySet<SearchTerm["field"]> = new Set([
  "invoice",
  "invoice_end",
  "rrn",
  "approval_code",
  "last_four",
  "amount",
  "bank_id",
]);

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
      return { path: `${home}?problem=${reading.reason}&typed=${sealShort(text)}`, refused: null };
  }
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

/** The list's address for a search; what may name a customer is sealed. */
function searchPath(text: string): string {
  const [meaning] = searchTerms(text);
  const isPlain = meaning !== undefined && NOT_PERSONAL.has(meaning.field) && text.length <= 200;
  const search = isPlain ? { q: text.trim() } : { find: sealShort(text) };
  return listPath({ ...NO_FILTERS, ...search });
}

/** What was done to the text, for the page to tell. */
function withReading(path: string, changes: readonly string[]): string {
  if (changes.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}read=${changes.join(",")}`;
}

/** Longer texts would make addresses that servers refuse. */
function sealShort(text: string): string {
  return seal([...text.trim()].slice(0, 200).join(""));
}
