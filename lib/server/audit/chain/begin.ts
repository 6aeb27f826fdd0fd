import type { Database } from "#lib/server/db/client.ts";
import { appendAfter, currentKey, genesis } from "./append.ts";
import { AuditAlarm, type Head, installationOf, lockChain } from "./head.ts";
import { chainHash, INITIAL_HASH } from "./row-hash.ts";
import { storedRows } from "./stored-rows.ts";

/**
 * Begins the chain in an audit that an earlier version wrote. Never done by the server:
 * otherwise a writer of the database could remove the chain, change rows and have them sealed.
 */

/** What stands in the audit before a chain is begun there. */
export interface BeforeGenesis {
  /** The number of the last row; 0 when there is none. */
  lastRow: number;
  /** Whether these rows are a chain already, by an earlier version that wrote no first row. */
  isChained: boolean;
}

/**
 * What stands in the audit, or null when its chain has begun.
 * @throws AuditAlarm when the head and the table do not agree.
 */
export async function beforeGenesis(db: Database): Promise<BeforeGenesis | null> {
  if ((await installationOf(db)) !== null) return null;
  const { lastRow, isChained } = await db.transaction(standing);
  return { lastRow, isChained };
}

/**
 * Appends the first row of the chain after the row `lastRow`. Its hash covers all rows before it: their
 * content now, not what they once were.
 * @throws AuditAlarm when that is not the last row any more.
 */
export async function beginChain(db: Database, lastRow: number): Promise<Head> {
  return db.transaction(async (tx) => {
    const found = await standing(tx);
    if (found.lastRow !== lastRow || (await installationOf(tx)) !== null) {
      throw new AuditAlarm(`the audit has changed: it ends at row ${found.lastRow}`);
    }
    const hash = found.isChained ? found.hash : await hashOfUnsealed(tx);
    return appendAfter(tx, { id: lastRow, hash }, [await genesis(tx, { lastRowBefore: lastRow })]);
  });
}

async function standing(tx: Database): Promise<BeforeGenesis & Pick<Head, "hash">> {
  const { head, last } = await lockChain(tx, null);
  const isChained = head.hash !== "";
  if (head.id !== (last?.id ?? 0) || (isChained && head.hash !== last?.hash)) {
    throw new AuditAlarm(
      `the audit ends at row ${last?.id ?? 0} and its head names row ${head.id}: no chain can be begun there`,
    );
  }
  return { lastRow: head.id, isChained, hash: head.hash };
}

/** The hash over rows that have none. */
async function hashOfUnsealed(tx: Database): Promise<string> {
  let hash = INITIAL_HASH;
  for await (const rows of storedRows(tx)) {
    for (const { text } of rows) hash = chainHash(currentKey(), hash, text);
  }
  return hash;
}
