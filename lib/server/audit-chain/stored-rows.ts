import { asc, gt } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { audit } from "../db/schema.ts";
import { storedRowText } from "./seal.ts";

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

/** Every row by its number, after `after` or from the first. */
export async function* storedRows(db: Database, after?: number): AsyncGenerator<StoredRow> {
  let last = after;
  for (;;) {
    const rows = await db
      .select({ id: audit.id, event: audit.event, hash: audit.hash, text: storedRowText() })
      .from(audit)
      .where(last === undefined ? undefined : gt(audit.id, last))
      .orderBy(asc(audit.id))
      .limit(BATCH);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id;
  }
}
