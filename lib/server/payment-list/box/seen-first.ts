import "server-only";
import { and, eq, or } from "drizzle-orm";
import { listPath, NO_FILTERS } from "#lib/list/query.ts";
import { matchOf } from "#lib/list/search-index.ts";
import { readPaste, seenFirst } from "#lib/paste/paste.ts";
import type { SearchTerm } from "#lib/paste/search-term.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { payments } from "#lib/server/db/schema/payments.ts";
import { matching } from "../where.ts";
import { withReading } from "./with-reading.ts";

/**
 * Where a bare number leads that is hardly an invoice number (an RRN, the last four digits of a card, a
 * sum): to the one payment seen before with this RRN, or to those of the list. Null where nothing seen
 * has it, where a payment of this very number was seen, and for any other text: then the bank is asked.
 */
export async function seenFirstPath(db: Database, text: string): Promise<string | null> {
  const reading = readPaste(text);
  const terms = seenFirst(reading);
  if (reading.is !== "invoice" || terms.length === 0) return null;
  const { invoiceId } = reading;
  const { environment, epay } = settings();
  const same = await seenWith(db, { environment, terms: [{ field: "invoice", value: invoiceId }] });
  if (same.length > 0) return null;
  const [found, ...others] = await seenWith(db, { environment, terms });
  if (!found) return null;
  if (terms.some(({ field }) => field !== "rrn") || others.length > 0) {
    return listPath({ ...NO_FILTERS, q: invoiceId });
  }
  const terminal = epay.terminals.length > 1 ? found.terminal : undefined;
  return withReading(transactionPath({ ...found, terminal }), ["rrn"]);
}

/** At most two payments of the history with one of these facts. */
function seenWith(
  db: Database,
  { environment, terms }: { environment: string; terms: readonly SearchTerm[] },
) {
  const { invoiceId, terminal, service } = payments;
  return db
    .select({ invoiceId, terminal, service })
    .from(payments)
    .where(
      and(
        eq(payments.environment, environment),
        or(...terms.map((term) => matching(matchOf(term), { words: "public" }))),
      ),
    )
    .limit(2);
}
