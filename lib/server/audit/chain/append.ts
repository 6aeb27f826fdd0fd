import { is, sql } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { insertOfRows, rowsAsJson, statement } from "#lib/server/db/statement.ts";
import { isOfValues } from "#lib/server/db/unavailable.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { chainHash, chainKey, INITIAL_HASH, type Row, rowText, storable } from "./row-hash.ts";
import { storedRows } from "./stored-rows.ts";
import { noteWrite } from "./writable.ts";

/**
 * Appends rows to the audit's hash chain. Each writer locks the head row until its transaction
 * ends, so the order is strict for any number of processes. A transaction locks the head last, so
 * two transactions never deadlock over it.
 */

/** The head row: the last row of the chain. */
export interface Head {
  id: number;
  hash: string;
  /** Id of the key of the last row; "" before the chain begins. */
  keyId: string;
}
export type NewRow = Omit<Row, "id">;

interface State {
  /** The newest head that this process committed. */
  committed: Head | null;
  /** Time of the newest row, in milliseconds. */
  newestAt: number;
}

const state = singleton("audit-chain", (): State => ({ committed: null, newestAt: 0 }));
const currentKey = singleton("audit-key", () => chainKey(settings().keys.audit));

/** A smaller step back is no clock jump: two requests finished out of order. */
const CLOCK_JUMP_MILLISECONDS = 1_000;

/** The change that the rows report. It runs before they are appended, in the same transaction. */
export type Work = (tx: Database) => Promise<void>;

/**
 * Does the work and appends the rows that report it, in the given transaction or in a new one:
 * both are committed or neither.
 * @throws AppError unavailable when either fails.
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
    // Values that cannot be stored are a fault of the work, and say nothing about the audit.
    if (isOfValues(error)) log().error({ err: error }, "values cannot be stored");
    else {
      noteWrite({ succeeded: false });
      log().error({ err: error }, "the audit cannot be written: nothing is shown");
    }
    throw new AppError("unavailable", { cause: error });
  }
}

/** The newest head that this process committed, or null before its first append. */
export function committedHead(): Head | null {
  return state().committed;
}

/** Commits on two connections may be reported out of order: the greater id is the newer head. */
function noteCommitted(head: Head): void {
  noteWrite({ succeeded: true });
  const { committed } = state();
  if (committed === null || head.id > committed.id) state().committed = head;
}

/** Moves the head and inserts the rows: in one statement, which saves a round trip to the database. */
const appending = statement(
  "append_audit",
  sql`with moved as (
      update audit_head set id = ${sql.placeholder("id")}, hash = ${sql.placeholder("hash")},
        key_id = ${sql.placeholder("keyId")}
    )
    ${insertOfRows(audit, "rows")}`,
);

async function appendLocked(tx: Database, rows: readonly NewRow[]): Promise<Head> {
  const locking = tx.select().from(auditHead).for("update");
  const [head] = await locking.prepare("lock_audit_head").execute();
  if (!head) throw new Error("audit_head is empty: the audit cannot go on");
  const { hash, notices } = await continued(tx, head);
  const sealed = sealAfter({ id: head.id, hash }, [...notices, ...rows]);
  const last = sealed.at(-1);
  if (!last) return head;
  const next = { id: last.id, hash: last.hash, keyId: currentKey().id };
  await appending(tx, { ...next, rows: rowsAsJson(audit, sealed) });
  return next;
}

/**
 * The previous hash for the next row, and notices that come first: the chain begins, or a new key.
 */
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

/**
 * The hash over rows older than the chain, which have none: the chain's first hash covers them all.
 */
async function hashOfUnsealed(tx: Database): Promise<string> {
  let hash = INITIAL_HASH;
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
