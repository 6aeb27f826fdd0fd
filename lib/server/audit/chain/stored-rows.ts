import { asc, gt, sql } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { storedRowText } from "./row-hash.ts";

/** Rows per query: a few megabytes of memory for a table of any size. */
const BATCH = 5_000;

/** An audit row with what the verification of the chain needs. */
export interface StoredRow {
  id: number;
  event: string;
  /** Of a row that begins the chain, otherwise null. */
  detail: unknown;
  /** Null in rows older than the chain. */
  hash: string | null;
  text: string;
}

/**
 * Batches of rows in order of id, after the id `after` or from the first; the next is prefetched.
 */
export async function* storedRows(db: Database, after?: number): AsyncGenerator<StoredRow[]> {
  let rows = await batch(db, after);
  while (rows.length === BATCH) {
    const next = batch(db, rows.at(-1)?.id);
    // A consumer that stops early never awaits it: keeps its rejection from being unhandled.
    next.catch(() => {});
    yield rows;
    rows = await next;
  }
  yield rows;
}

async function batch(db: Database, after: number | undefined): Promise<StoredRow[]> {
  return await db
    .select({
      id: audit.id,
      event: audit.event,
      detail: sql<unknown>`case when ${audit.event} = 'audit.begun' then ${audit.detail} end`,
      hash: audit.hash,
      text: storedRowText(),
    })
    .from(audit)
    .where(after === undefined ? undefined : gt(audit.id, after))
    .orderBy(asc(audit.id))
    .limit(BATCH);
}
