import { append } from "#lib/server/audit/chain/append.ts";
import { currentHead } from "#lib/server/audit/chain/head.ts";
import type { Filled, OpenDatabase } from "../million/database.ts";
import { madeRow } from "./made-rows.ts";

/** Rows in one statement: of more, the statement takes longer than the rows. */
const BATCH = 100;

/**
 * Fills an audit with made-up rows by the product's own hand, so that its chain is a real one and
 * its indexes have grown as they do; goes on where a former run stopped.
 */
export async function fill(database: OpenDatabase, count: number): Promise<Filled> {
  const begun = performance.now();
  const start = (await currentHead(database.db))?.id ?? 0;
  if (start > count) throw new Error(`the database holds ${start} rows: give it a new folder`);
  for (let from = start; from < count; from += BATCH) {
    const length = Math.min(BATCH, count - from);
    const rows = Array.from({ length }, (_, n) => madeRow(from + n, count));
    await append(database.db, rows);
    database.takeStatements();
  }
  const [size] = await database.query({
    text: "select pg_database_size(current_database())::float8 as bytes",
    values: [],
  });
  const milliseconds = start === count ? null : performance.now() - begun;
  return { milliseconds, bytes: Number(size?.bytes) };
}
