import { desc, lt } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import type { NotedHead } from "../chain/head.ts";
import { chainKey } from "../chain/row-hash.ts";
import { storedRows } from "../chain/stored-rows.ts";
import { type Fault, MOST_FAULTS } from "./fault.ts";
import { headsIn, notedFaults } from "./noted-heads.ts";
import { heapFaults, ruleFaults } from "./table-faults.ts";
import { type Genesis, Walk } from "./walk.ts";

/**
 * Verifies the audit: the hash of every row, the first row, the head, the rules of the table, and what was
 * noted outside the database.
 */

export interface Verdict {
  rows: number;
  /** The first row of the chain; null when it was not among the rows that were read. */
  genesis: Genesis | null;
  end: NotedHead | null;
  /** Whether the last row was hashed with the first of the given secrets. */
  isUnderOurKey: boolean;
  /** How many heads and shipped rows were compared. */
  noted: number;
  /** At most 100. */
  faults: Fault[];
}

interface VerifyOptions {
  /** The current secret and its predecessors, newest first. */
  secrets: readonly string[];
  /** Begins at this row and trusts the one before it. */
  from?: number;
  /** The audit may have rows up to this one that are older than its chain. */
  legacyUpTo?: number;
  noted?: readonly NotedHead[];
  /** Logs and shipped files to compare with. */
  headFiles?: readonly string[];
}

/**
 * Verifies the whole audit, or its rows from the id `from` on. If the row before `from` is older than the
 * chain, the whole audit is read. While others write, pass a transaction at isolation level repeatable
 * read, which reads one snapshot.
 */
export async function verifyAudit(
  db: Database,
  { secrets, from, legacyUpTo = 0, noted = [], headFiles = [] }: VerifyOptions,
): Promise<Verdict> {
  const before = from === undefined ? undefined : await rowBefore(db, from);
  const walk = new Walk({ keys: secrets.map(chainKey), before, legacyUpTo });
  for await (const rows of storedRows(db, before?.id)) for (const row of rows) walk.step(row);
  walk.finish();
  const { rows, genesis, end, isUnderOurKey } = walk;
  const outside = await compareFiles(db, headFiles);
  const faults = [
    ...(await ruleFaults(db)),
    ...(await heapFaults(db, { after: before?.id ?? 0 })),
    ...walk.faults,
    ...(await endFaults(db, end)),
    ...(await notedFaults(db, noted)),
    ...outside.faults,
  ];
  return {
    rows,
    genesis,
    end,
    isUnderOurKey,
    noted: noted.length + outside.noted,
    faults: faults.slice(0, MOST_FAULTS),
  };
}

async function rowBefore(db: Database, from: number): Promise<NotedHead | undefined> {
  const [row] = await db
    .select({ id: audit.id, hash: audit.hash })
    .from(audit)
    .where(lt(audit.id, from))
    .orderBy(desc(audit.id))
    .limit(1);
  return row?.hash ? { id: row.id, hash: row.hash } : undefined;
}

async function endFaults(db: Database, end: NotedHead | null): Promise<Fault[]> {
  const [head] = await db.select().from(auditHead);
  const isSame = end ? head?.id === end.id && head.hash === end.hash : head?.keyId === "";
  return isSame ? [] : [{ row: head?.id ?? null, what: "not the end that the database names" }];
}

/** A file that holds none proves nothing, so that is a fault as well. */
async function compareFiles(
  db: Database,
  files: readonly string[],
): Promise<{ noted: number; faults: Fault[] }> {
  let noted = 0;
  const faults: Fault[] = [];
  for (const file of files) {
    const before = noted;
    for await (const heads of headsIn(file)) {
      noted += heads.length;
      if (faults.length < MOST_FAULTS) faults.push(...(await notedFaults(db, heads)));
    }
    if (noted === before) faults.push({ row: null, what: `${file} holds no head and no row` });
  }
  return { noted, faults };
}
