import { is } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { chainHash, chainKey, NOTHING_BEFORE, type Row, rowText, storable } from "./row-hash.ts";
import { storedRows } from "./stored-rows.ts";

/**
 * Appends rows to the audit's hash chain, in strict order for any number of processes: each writer
 * locks the chain's head until its transaction ends. The head is the last thing that a transaction
 * locks, so that two of them never wait for each other.
 */

/** The last row of the chain. */
export interface Head {
  id: number;
  hash: string;
  /** Names the key that the chain goes on under; "" before the chain begins. */
  keyId: string;
}
export type NewRow = Omit<Row, "id">;

interface State {
  /** The newest head that this process committed. */
  committed: Head | null;
  /** Time of the newest row, in milliseconds. */
  newestAt: number;
  /** When an append failed last, in milliseconds. */
  failedAt: number;
}

const state = singleton(
  "audit-chain",
  (): State => ({ committed: null, newestAt: 0, failedAt: 0 }),
);
const currentKey = singleton("audit-key", () => chainKey(settings().keys.audit));

/** The process is not ready for this time after a failed append. */
const NOT_READY_MILLISECONDS = 60_000;

/** A smaller step back is two requests that overtook each other. */
const CLOCK_JUMP_MILLISECONDS = 1_000;

/** What the rows report: done before they are appended, in the same transaction. */
export type Work = (tx: Database) => Promise<void>;

/**
 * Does the work and appends the rows that report it, within the given transaction or in one of its
 * own: all or nothing.
 * @throws AppError unavailable when either failed.
 */
export async function append(
  db: Database,
  rows: readonly NewRow[],
  work: Work = async () => {},
): Promise<void> {
  warnOfClockJump(rows);
  const act = async (tx: Database) => {
    await work(tx);
    return appendLocked(tx, rows);
  };
  try {
    if (is(db, PgTransaction)) await act(db);
    else noteCommitted(await db.transaction(act));
  } catch (error) {
    state().failedAt = Date.now();
    log().error({ err: error }, "the audit cannot be written: nothing is shown");
    throw new AppError("unavailable", { cause: error });
  }
}

/** Has no append failed within the last minute? */
export function isWritable(): boolean {
  return Date.now() - state().failedAt > NOT_READY_MILLISECONDS;
}

/** The newest head that this process knows to be committed, or null before its first. */
export function committedHead(): Head | null {
  return state().committed;
}

/** Answers of two connections may overtake each other: the greater number is the newer head. */
function noteCommitted(head: Head): void {
  const { committed } = state();
  if (committed === null || head.id > committed.id) state().committed = head;
}

async function appendLocked(tx: Database, rows: readonly NewRow[]): Promise<Head> {
  const [head] = await tx.select().from(auditHead).for("update");
  if (!head) throw new Error("audit_head is empty: the audit cannot go on");
  const { hash, notices } = await continued(tx, head);
  const sealed = sealAfter({ id: head.id, hash }, [...notices, ...rows]);
  const last = sealed.at(-1);
  if (!last) return head;
  const next = { id: last.id, hash: last.hash, keyId: currentKey().id };
  // Both in one statement: one way to the database less.
  const moved = tx
    .$with("moved")
    .as(tx.update(auditHead).set(next).returning({ id: auditHead.id }));
  await tx.with(moved).insert(audit).values(sealed);
  return next;
}

/** From which hash the chain goes on, and what has to be said first: that it begins, or a new key. */
async function continued(
  tx: Database,
  { id, hash, keyId }: Head,
): Promise<{ hash: string; notices: NewRow[] }> {
  if (keyId === currentKey().id) return { hash, notices: [] };
  if (keyId !== "") {
    return { hash, notices: [notice("audit.rekeyed", { from: keyId, to: currentKey().id })] };
  }
  const notices = id === 0 ? [] : [notice("audit.begun", { lastRowBefore: id })];
  return { hash: await hashOfUnsealed(tx), notices };
}

/** Rows older than the chain have no hash of their own: the first hash of the chain covers them all. */
async function hashOfUnsealed(tx: Database): Promise<string> {
  let hash = NOTHING_BEFORE;
  for await (const rows of storedRows(tx)) {
    for (const { text } of rows) hash = chainHash(currentKey(), hash, text);
  }
  return hash;
}

function sealAfter(
  { id, hash }: Pick<Head, "id" | "hash">,
  rows: readonly NewRow[],
): (Row & { hash: string })[] {
  let before = hash;
  return rows.map((row, index) => {
    const numbered = storable({ ...row, id: id + index + 1 });
    before = chainHash(currentKey(), before, rowText(numbered));
    return { ...numbered, hash: before };
  });
}

function notice(event: "audit.begun" | "audit.rekeyed", detail: Row["detail"]): NewRow {
  return { at: new Date(), event, success: true, detail };
}

function warnOfClockJump(rows: readonly NewRow[]): void {
  const at = rows[0]?.at.getTime() ?? 0;
  const back = state().newestAt - at;
  if (back > CLOCK_JUMP_MILLISECONDS) {
    log().warn({ milliseconds: back }, "the clock went backward");
  }
  state().newestAt = at;
}
