import { randomUUID } from "node:crypto";
import { eq, is, sql } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { rowsAsJson, statement } from "#lib/server/db/statement.ts";
import { isOfValues } from "#lib/server/db/unavailable.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { AuditAlarm, type Head, lockHead, noteHead } from "./head.ts";
import { type ChainKey, chainHash, chainKey, type Row, rowText, storable } from "./row-hash.ts";
import { noteWrite } from "./writable.ts";

/**
 * Appends rows to the audit's hash chain. Each writer locks the head row until its transaction
 * ends, so the order is strict for any number of processes. A transaction locks the head last, so
 * two transactions never deadlock over it. A chain begins on an empty table only; what stands there
 * without a chain is never sealed here (see `begin.ts`).
 */

export type NewRow = Omit<Row, "id">;

/** Time of the newest row, in milliseconds. */
const newest = singleton("audit-newest", () => ({ at: 0 }));

/** The key that rows are written with. */
export const currentKey = singleton("audit-key", (): ChainKey => chainKey(settings().keys.audit));

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
      if (error instanceof AuditAlarm) log().error({ alarm: error.message }, ALARM_LINE);
      else log().error({ err: error }, "the audit cannot be written: nothing is shown");
    }
    throw new AppError("unavailable", { cause: error });
  }
}

/** The message of the log line that tells of tampering: for alerts of the operator. */
const ALARM_LINE = "audit alarm: nothing is written or shown";

function noteCommitted(head: Head): void {
  noteWrite({ succeeded: true });
  noteHead(head);
}

/** Inserts the rows and moves the head: a function of the database, as nobody may do one of them alone. */
const appending = statement(
  "append_audit",
  sql`select append_audit(${sql.placeholder("rows")}, ${sql.placeholder("keyId")})`,
);

async function appendLocked(tx: Database, rows: readonly NewRow[]): Promise<Head> {
  const head = await lockHead(tx);
  if (rows.length === 0) return head;
  const notices = await noticesBefore(tx, head);
  return appendAfter(tx, head, [...notices, ...rows]);
}

/** Appends rows after a head that is locked, and gives the new head. */
export async function appendAfter(
  tx: Database,
  { id, hash }: Pick<Head, "id" | "hash">,
  rows: readonly NewRow[],
): Promise<Head> {
  const sealed = sealAfter({ id, hash }, rows);
  const keyId = currentKey().id;
  await appending(tx, { rows: rowsAsJson(audit, sealed), keyId });
  const last = sealed.at(-1);
  return { id: last?.id ?? id, hash: last?.hash ?? hash, keyId };
}

/** What comes first: the chain begins, or its key has changed. */
async function noticesBefore(tx: Database, { keyId }: Head): Promise<NewRow[]> {
  if (keyId === currentKey().id) return [];
  if (keyId === "") return [await genesis(tx)];
  return [notice("audit.rekeyed", { from: keyId, to: currentKey().id })];
}

/**
 * The first row of a chain. The random id tells this chain from any other. The number of people shows,
 * under the seal, whether a chain was begun in a database that had been in use.
 */
export async function genesis(tx: Database, detail: Row["detail"] = {}): Promise<NewRow> {
  const installation = randomUUID();
  log().info({ installation }, "audit begun");
  // The demo's people are added without a row.
  const added = await tx.$count(people, eq(people.isDemo, false));
  return notice("audit.begun", { installation, people: added, ...detail });
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
  const back = newest().at - at;
  if (back > CLOCK_JUMP_MILLISECONDS) {
    log().warn({ milliseconds: back }, "the clock went backward");
  }
  newest().at = at;
}
