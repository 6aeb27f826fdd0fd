import { append, type NewRow } from "#lib/server/audit/chain/append.ts";
import type { OpenDatabase } from "../million/database.ts";
import { timesOf } from "../million/measure.ts";
import { rolledBack, type Writing } from "../million/writing.ts";
import { madeRow } from "./made-rows.ts";

/** Adding a row to the full log: what its indexes cost every look-up. Nothing of it stays. */
export async function measureWriting(
  database: OpenDatabase,
  { all, repetitions }: { all: number; repetitions: number },
): Promise<Writing[]> {
  const written: Writing[] = [];
  for (const event of ["payment.looked_up", "payments.listed"]) {
    const times: number[] = [];
    const rows = rowsOf(event, all);
    await rolledBack(database.db, async (db) => {
      for (let done = 0; done < repetitions; done += 1) {
        const row = rows.next().value;
        const begun = performance.now();
        await append(db, [row]);
        times.push(performance.now() - begun);
      }
    });
    database.takeStatements();
    written.push({ what: `adding a row: ${event}`, times: timesOf(times) });
  }
  return written;
}

/** Rows that would come next. */
function* rowsOf(event: string, all: number): Generator<NewRow, never> {
  for (let place = all; ; place += 1) {
    const row = madeRow(place, all);
    if (row.event === event) yield row;
  }
}
