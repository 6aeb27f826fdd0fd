import { setImmediate as othersTurn } from "node:timers/promises";
import type { Cell } from "./table.ts";

type Batch = readonly (readonly Cell[])[];

/** A source of rows that is left at most once, and not asked again when it has been left. */
export interface Rows {
  next(): Promise<IteratorResult<Batch, unknown>>;
  leave(): Promise<void>;
}

export function openRows(source: AsyncIterable<Batch>): Rows {
  const iterator = source[Symbol.asyncIterator]();
  let isOpen = true;
  return {
    next: async () => (isOpen ? iterator.next() : { done: true, value: undefined }),
    leave: async () => {
      if (!isOpen) return;
      isOpen = false;
      await iterator.return?.();
    },
  };
}

/** Rows that are turned into text at once: little enough to be forgotten before the next ones. */
const ROWS = 32;

/**
 * The rows in small pieces, whatever the source's batches. Other requests have their turn between
 * two of them, also when the source never waits. Whoever opened the rows leaves them.
 */
export async function* pieces(rows: Rows): AsyncGenerator<Batch> {
  for (let batch = await rows.next(); !batch.done; batch = await rows.next()) {
    for (let row = 0; row < batch.value.length; row += ROWS) {
      yield batch.value.slice(row, row + ROWS);
      await othersTurn();
    }
  }
}
