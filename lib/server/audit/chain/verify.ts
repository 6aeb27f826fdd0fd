import { desc, eq, lt } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { type ChainKey, chainHash, chainKey, NOTHING_BEFORE } from "./row-hash.ts";
import { type StoredRow, storedRows } from "./stored-rows.ts";

/** Proves the audit: every row after the one before it, its end, and the ends that were noted elsewhere. */

/** An end of the chain that was noted outside the database. */
export interface NotedHead {
  id: number;
  hash: string;
}

export interface Fault {
  /** The first row that is not as it was written. */
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
  /** The first row with a hash of its own; rows before it are proven as one by it. */
  begins: number | null;
  end: NotedHead | null;
  /** Was the end written under the first of the secrets? */
  isUnderOurKey: boolean;
  /** The first of them; a chain that was rewritten would give one for each row. */
  faults: Fault[];
}

const MOST_FAULTS = 100;

/**
 * Reads the whole audit once, or from one row on, the row before which is then believed; where that
 * one is older than the chain, the whole is read after all.
 * The secrets are the one in use and those before it, newest first. Hand over a transaction of one
 * snapshot when others write meanwhile.
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

/** One pass along the chain: what each key would make of the rows so far. */
class Walk {
  rows = 0;
  begins: number | null = null;
  end: NotedHead | null = null;
  readonly faults: Fault[] = [];
  readonly #keys: readonly ChainKey[];
  /** The key that the last row was under, while that is known. */
  #key: ChainKey | null = null;
  /** What the next row may be under, with the hash before it. */
  #under: { key: ChainKey; hash: string }[];

  constructor(keys: readonly ChainKey[], before: NotedHead | undefined) {
    this.#keys = keys;
    this.end = before ?? null;
    this.#under = this.#all(before?.hash ?? NOTHING_BEFORE);
  }

  step({ id, event, hash, text }: StoredRow): void {
    this.rows += 1;
    if (hash === null && this.end === null) {
      for (const each of this.#under) each.hash = chainHash(each.key, each.hash, text);
      return;
    }
    if (this.end !== null && id !== this.end.id + 1) this.#fault(id, "missing before this row");
    if (hash === null) {
      this.#fault(id, "not sealed");
      return;
    }
    if (event === "audit.rekeyed" && this.#key && this.end) {
      this.#under = this.#newer(this.#key, this.end.hash);
    }
    const right = this.#under.find(
      ({ key, hash: before }) => chainHash(key, before, text) === hash,
    );
    if (!right) this.#fault(id, "altered, or made with a key that was not given");
    this.begins ??= id;
    this.end = { id, hash };
    this.#key = right?.key ?? null;
    // After a fault the chain is taken up again at what stands there, to find the next one.
    this.#under = right ? [{ key: right.key, hash }] : this.#all(hash);
  }

  #all(hash: string) {
    return this.#keys.map((key) => ({ key, hash }));
  }

  /** A chain never goes back to a former key: one that leaked would serve to rewrite it. */
  #newer(than: ChainKey, hash: string) {
    return this.#all(hash).slice(0, this.#keys.indexOf(than));
  }

  /** Is the end under the key that is in use, the first of those given? */
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

/** The end as the database names it, or null before the chain begins. */
export async function currentHead(db: Database): Promise<NotedHead | null> {
  const [head] = await db.select().from(auditHead);
  return head && head.keyId !== "" ? { id: head.id, hash: head.hash } : null;
}
