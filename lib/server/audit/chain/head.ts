import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { question } from "#lib/server/db/statement.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * The head of the audit chain, which each writer locks. A writer continues the chain only if the table
 * ends where the head says, and where it ended when this process last knew it: a chain never shrinks.
 */

/** The head row: the last row of the chain. */
export interface Head {
  id: number;
  hash: string;
  /** Id of the key of the last row; "" before the chain begins. */
  keyId: string;
}

/** A head of the chain as noted outside the database. */
export type NotedHead = Pick<Head, "id" | "hash">;

/** The audit is not as its writers left it. Nothing is written until it is, or somebody has judged. */
export class AuditAlarm extends Error {
  override readonly name = "AuditAlarm";
  /** Next bundles each route separately, so there may be several copies of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "AuditAlarm";
  }
}

/** The newest head that this process knows to be committed. */
const known = singleton("audit-known-head", (): { head: Head | null } => ({ head: null }));

/** The newest head that this process knows to be committed; null before the first. */
export function knownHead(): Head | null {
  return known().head;
}

/** Notes a committed head. Commits may be told out of order: the greater id is the newer head. */
export function noteHead(head: Head): void {
  const before = known().head;
  if (before === null || head.id > before.id) known().head = head;
}

/** What stands in the database, under the lock of the head. */
export interface LockedChain {
  head: Head;
  /** The last row of the table; null when it is empty. A hash is null in rows older than the chain. */
  last: { id: number; hash: string | null } | null;
  /** The hash of the row that was the end when this process last knew it, if it stands there. */
  knownHash: string | null;
}

const number = z.coerce.number();
const lockedSchema = z
  .object({
    id: number,
    hash: z.string(),
    key_id: z.string(),
    last_id: number.nullable(),
    last_hash: z.string().nullable(),
    known_hash: z.string().nullable(),
  })
  .transform(
    ({ id, hash, key_id, last_id, last_hash, known_hash }): LockedChain => ({
      head: { id, hash, keyId: key_id },
      last: last_id === null ? null : { id: last_id, hash: last_hash },
      knownHash: known_hash,
    }),
  );

const locking = question(
  "lock_audit_head",
  sql`select * from lock_audit(${sql.placeholder("known")})`,
  lockedSchema,
);

/**
 * Locks the head until the transaction ends, and gives what stands in the database.
 * @throws AuditAlarm when there is no head.
 */
export async function lockChain(tx: Database, before: NotedHead | null): Promise<LockedChain> {
  const [locked] = await locking(tx, { known: before?.id ?? 0 });
  if (!locked) throw new AuditAlarm("audit_head is empty: rows of it were removed");
  return locked;
}

/**
 * Locks the head until the transaction ends.
 * @throws AuditAlarm when the chain must not be continued.
 */
export async function lockHead(tx: Database): Promise<Head> {
  // Read once: another transaction of this process may commit while this one waits.
  const before = knownHead();
  const locked = await lockChain(tx, before);
  const why = whyNotContinued(locked, before);
  if (why !== null) throw new AuditAlarm(why);
  return locked.head;
}

/** Why the chain must not be continued, in words for the person who reads the log; otherwise null. */
export function whyNotContinued(
  { head, last, knownHash }: LockedChain,
  before: NotedHead | null,
): string | null {
  if (before !== null && knownHash !== before.hash) {
    return knownHash === null
      ? `row ${before.id} was the end of the audit and is gone: rows were removed, or a backup was restored while this process ran`
      : `row ${before.id} was the end of the audit and has another hash now: rows were replaced`;
  }
  if (last === null) {
    return head.id === 0 && head.hash === "" && head.keyId === ""
      ? null
      : `the audit is empty, but its head names row ${head.id}: rows were removed`;
  }
  if (last.hash === null || head.hash === "" || head.keyId === "") {
    return `the audit has rows up to ${last.id} but no chain over them. If it is from a version without a chain, run: npm run audit -- begin. Otherwise somebody has removed the chain`;
  }
  if (last.id !== head.id) {
    return last.id > head.id
      ? `row ${last.id} stands behind the end of the audit, which is row ${head.id}: it was not written by Anyqta`
      : `the audit ends at row ${last.id}, but its head names row ${head.id}: rows were removed`;
  }
  if (last.hash !== head.hash) return `row ${last.id} has another hash than the head of the audit`;
  return null;
}

/** The head as stored in the database, or null before the chain begins. */
export async function currentHead(db: Database): Promise<Head | null> {
  const [head] = await db.select().from(auditHead);
  return head && head.keyId !== "" ? { id: head.id, hash: head.hash, keyId: head.keyId } : null;
}

const genesisSchema = z.object({ installation: z.string() });

/** The random id in the chain's first row, or null where an earlier version began the chain. */
export async function installationOf(db: Database): Promise<string | null> {
  const rows = await db
    .select({ detail: audit.detail })
    .from(audit)
    .where(eq(audit.event, "audit.begun"))
    .orderBy(asc(audit.id));
  const [first] = rows.flatMap(({ detail }) => genesisSchema.safeParse(detail).data ?? []);
  return first?.installation ?? null;
}
