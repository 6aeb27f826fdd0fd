import { append } from "#lib/server/audit/chain/append.ts";
import { currentHead } from "#lib/server/audit/chain/verify.ts";
import { tidyTables } from "#lib/server/db/vacuum.ts";
import type { Engine, Filled } from "../million/engines.ts";
import { madeRow } from "./made-rows.ts";

/** Rows in one statement: of more, the statement takes longer than the rows. */
const BATCH = 100;
/** Batches between two of the product's rounds, which tidy when there is something to. */
const ROUND = 20;

/**
 * Fills an audit with made-up rows by the product's own hand, so that its chain is a real one and
 * its indexes have grown as they do; goes on where a former run stopped.
 */
export async function fill(engine: Engine, count: number): Promise<Filled> {
  const begun = performance.now();
  const start = (await currentHead(engine.db))?.id ?? 0;
  if (start > count) throw new Error(`${engine.name} holds ${start} rows: give it a new folder`);
  for (let from = start, batches = 0; from < count; from += BATCH, batches += 1) {
    const length = Math.min(BATCH, count - from);
    const rows = Array.from({ length }, (_, n) => madeRow(from + n, count));
    await append(engine.db, rows);
    if (batches % ROUND === 0) await tidyTables(engine.db);
    engine.takeStatements();
  }
  const [size] = await engine.query({
    text: "select pg_database_size(current_database())::float8 as bytes",
    values: [],
  });
  const milliseconds = start === count ? null : performance.now() - begun;
  return { milliseconds, bytes: Number(size?.bytes) };
}
