import { asc, gt } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { storedRowText } from "./row-hash.ts";

/** Rows read at once: a few megabytes, whatever the table holds. */
const BATCH = 5_000;

/** A row of the audit as the chain sees it. */
export interface StoredRow {
  id: number;
  event: string;
  /** Null in rows older than the chain. */
  hash: string | null;
  text: string;
}

/** Every row by its number, after `after` or from the first, in batches; the next is read ahead. */
export async function* storedRows(db: Database, after?: number): AsyncGenerator<StoredRow[]> {
  let rows = await batch(db, after);
  while (rows.length === BATCH) {
    const next = batch(db, rows.at(-1)?.id);
    // Whoever stops here in the middle does not wait for it: its error is nobody's then.
    next.catch(() => {});
    yield rows;
    rows = await next;
  }
  yield rows;
}

async function batch(db: Database, after: number | undefined): Promise<StoredRow[]> {
  return await db
    .select({ id: audit.id, event: audit.event, hash: audit.hash, text: storedRowText() })
    .from(audit)
    .where(after === undefined ? undefined : gt(audit.id, after))
    .orderBy(asc(audit.id))
    .limit(BATCH);
}
