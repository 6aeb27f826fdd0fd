import { desc, eq, lt } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { type ChainKey, chainHash, chainKey, INITIAL_HASH } from "./row-hash.ts";
import { type StoredRow, storedRows } from "./stored-rows.ts";

/**
 * Verifies the audit chain: the hash of every row, the head, and heads noted outside the database.
 */

/** A head of the chain: the id and hash of its last row at some moment. */
export interface NotedHead {
  id: number;
  hash: string;
}

export interface Fault {
  /** The id of the row in question. */
  row: number;
  what:
    | "altered, or made with a key that was not given"
    | "not sealed"
    | "missing before this row"
    | "not the end that the database names"
    | "cut off: this end was noted"
    | "not the row that was noted";
}

export interface Verdict {
  rows: number;
  /** The id of the first row with a hash; that hash also covers all rows before it. */
  begins: number | null;
  end: NotedHead | null;
  /** Whether the last row was hashed with the first of the given secrets. */
  isUnderOurKey: boolean;
  /** At most 100: a rewritten chain has one for each row. */
  faults: Fault[];
}

const MOST_FAULTS = 100;

/**
 * Verifies the whole audit, or its rows from the id `from` on. In that case the row before `from`
 * is trusted; if it is older than the chain, the whole audit is read. `secrets` are the current one
 * and its predecessors, newest first. While others write, pass a transaction at isolation level
 * repeatable read, which reads one snapshot.
 */
export async function verifyAudit(
  db: Database,
  {
    secrets,
    from,
    noted = [],
  }: { secrets: readonly string[]; from?: number; noted?: readonly NotedHead[] },
): Promise<Verdict> {
  const before = from === undefined ? undefined : await rowBefore(db, from);
  const walk = new Walk(secrets.map(chainKey), before);
  for await (const rows of storedRows(db, before?.id)) for (const row of rows) walk.step(row);
  const { rows, begins, end, isUnderOurKey } = walk;
  const faults = [...walk.faults, ...(await endFaults(db, end)), ...(await notedFaults(db, noted))];
  return { rows, begins, end, isUnderOurKey, faults: faults.slice(0, MOST_FAULTS) };
}

/** One pass along the chain, which tries each key that a row may have. */
class Walk {
  rows = 0;
  begins: number | null = null;
  end: NotedHead | null = null;
  readonly faults: Fault[] = [];
  readonly #keys: readonly ChainKey[];
  /** The key of the last row, or null when none of the given keys matched. */
  #key: ChainKey | null = null;
  /** The keys that the next row may have, each with the previous hash. */
  #candidates: { key: ChainKey; hash: string }[];

  constructor(keys: readonly ChainKey[], before: NotedHead | undefined) {
    this.#keys = keys;
    this.end = before ?? null;
    this.#candidates = this.#allKeys(before?.hash ?? INITIAL_HASH);
  }

  step({ id, event, hash, text }: StoredRow): void {
    this.rows += 1;
    if (hash === null && this.end === null) {
      for (const each of this.#candidates) each.hash = chainHash(each.key, each.hash, text);
      return;
    }
    if (this.end !== null && id !== this.end.id + 1) this.#fault(id, "missing before this row");
    if (hash === null) {
      this.#fault(id, "not sealed");
      return;
    }
    if (event === "audit.rekeyed" && this.#key && this.end) {
      this.#candidates = this.#newerKeys(this.#key, this.end.hash);
    }
    const right = this.#candidates.find(
      ({ key, hash: before }) => chainHash(key, before, text) === hash,
    );
    if (!right) this.#fault(id, "altered, or made with a key that was not given");
    this.begins ??= id;
    this.end = { id, hash };
    this.#key = right?.key ?? null;
    // After a fault the pass continues from the stored hash, to find further faults.
    this.#candidates = right ? [{ key: right.key, hash }] : this.#allKeys(hash);
  }

  #allKeys(hash: string) {
    return this.#keys.map((key) => ({ key, hash }));
  }

  /** A chain never returns to a former key: a leaked one could be used to rewrite the chain. */
  #newerKeys(than: ChainKey, hash: string) {
    return this.#allKeys(hash).slice(0, this.#keys.indexOf(than));
  }

  /** Whether the last row was hashed with the current key, the first of those given. */
  get isUnderOurKey(): boolean {
    return this.end === null || this.#key === this.#keys[0];
  }

  #fault(row: number, what: Fault["what"]): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ row, what });
  }
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
  return isSame ? [] : [{ row: head?.id ?? 0, what: "not the end that the database names" }];
}

async function notedFaults(db: Database, noted: readonly NotedHead[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { id, hash } of noted) {
    const [row] = await db.select({ hash: audit.hash }).from(audit).where(eq(audit.id, id));
    if (!row) faults.push({ row: id, what: "cut off: this end was noted" });
    else if (row.hash !== hash) faults.push({ row: id, what: "not the row that was noted" });
  }
  return faults;
}

/** The head as stored in the database, or null before the chain begins. */
export async function currentHead(db: Database): Promise<NotedHead | null> {
  const [head] = await db.select().from(auditHead);
  return head && head.keyId !== "" ? { id: head.id, hash: head.hash } : null;
}
