import { and, eq, is, sql, type WithSubquery } from "drizzle-orm";
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
 * Adds rows at the chain's end, in strict order whatever number of processes write. Outside a
 * transaction the writer guesses the end from what it wrote last, and the statement that adds the
 * rows compares: one way to the database. A wrong guess, or a transaction, locks the end first.
 * @throws AppError unavailable, when the rows could not be written.
 */

/** Where the chain ends. */
export interface Head {
  id: number;
  hash: string;
  keyId: string;
}
export type NewRow = Omit<Row, "id">;

interface Memory {
  /** What this process believes to be the end: right or refused. */
  guess: Head | null;
  /** The newest end that this process knows to be kept. */
  kept: Head | null;
  newestAt: number;
  /** When it could last not be written. */
  failedAt: number;
  turn: Promise<unknown>;
}

const memory = singleton(
  "audit-chain",
  (): Memory => ({ guess: null, kept: null, newestAt: 0, failedAt: 0, turn: Promise.resolve() }),
);
const ourKey = singleton("audit-key", () => chainKey(settings().keys.audit));

/** So long after a failure the process is not of use. */
const TROUBLE_MILLISECONDS = 60_000;

/** A backward jump of the clock beyond this is told: less may be two requests overtaking. */
const JUMP_MILLISECONDS = 1_000;

/** SQLSTATE not_null_violation: the end was another one, so the rows had no number. */
const WITHOUT_NUMBER = "23502";

/** Adds rows, and carries out `acts` in the statement that adds them. */
export async function append(
  db: Database,
  rows: readonly NewRow[],
  acts: readonly WithSubquery[],
): Promise<void> {
  noticeJump(rows);
  try {
    // A transaction waits for the database's lock alone: waiting for the turn as well could never end.
    if (is(db, PgTransaction)) memory().guess = await appendLocked(db, rows, acts);
    else await inTurn(() => appendAlone(db, rows, acts));
  } catch (error) {
    memory().failedAt = Date.now();
    log().error({ err: error }, "the audit cannot be written: nothing is shown");
    throw new AppError("unavailable", { cause: error });
  }
}

/** Could the audit be written whenever it was tried of late? */
export function isWritable(): boolean {
  return Date.now() - memory().failedAt > TROUBLE_MILLISECONDS;
}

/** The newest end that this process knows to be kept, or null before its first. */
export function keptHead(): Head | null {
  return memory().kept;
}

/** Guesses first; the second try, and the first of a process, locks. */
async function appendAlone(
  db: Database,
  rows: readonly NewRow[],
  acts: readonly WithSubquery[],
): Promise<void> {
  const { guess } = memory();
  const guessed =
    guess?.keyId === ourKey().id
      ? await appendAfter(db, guess, rows, acts).catch(isElsewhere)
      : null;
  const kept = guessed ?? (await db.transaction((tx) => appendLocked(tx, rows, acts)));
  Object.assign(memory(), { guess: kept, kept });
}

/** The chain ended elsewhere: then the statement did nothing at all. */
function isElsewhere(error: unknown): null {
  // Next bundles each route on its own: the error's class may be another copy than ours.
  if (error instanceof Error && "code" in error && error.code === WITHOUT_NUMBER) return null;
  throw error;
}

async function appendLocked(
  tx: Database,
  rows: readonly NewRow[],
  acts: readonly WithSubquery[],
): Promise<Head> {
  const [head] = await tx.select().from(auditHead).for("update");
  if (!head) throw new Error("audit_head is empty: the audit cannot go on");
  if (head.keyId === ourKey().id) return appendAfter(tx, head, rows, acts);
  const start = head.keyId === "" ? await begin(tx, head) : head;
  const notices = head.keyId === "" ? legacyNotice(head) : [rekeyNotice(head)];
  return appendAfter(tx, start, [...notices, ...rows], acts);
}

/** Adds rows after this end and gives the new one; refused by the database when it ends elsewhere. */
async function appendAfter(
  db: Database,
  head: Head,
  rows: readonly NewRow[],
  acts: readonly WithSubquery[],
): Promise<Head> {
  const sealed = sealAfter(head, rows);
  const end = {
    id: head.id + rows.length,
    hash: sealed.at(-1)?.hash ?? head.hash,
    keyId: ourKey().id,
  };
  const moved = db.$with("moved").as(
    db
      .update(auditHead)
      .set(end)
      .where(and(eq(auditHead.id, head.id), eq(auditHead.hash, head.hash)))
      .returning({ id: auditHead.id }),
  );
  const numbered = sealed.map((row) => ({
    ...row,
    id: sql`(select "id" from "moved") - ${end.id - row.id}::bigint`,
  }));
  await db
    .with(moved, ...acts)
    .insert(audit)
    .values(numbered);
  return end;
}

function sealAfter({ id, hash }: Head, rows: readonly NewRow[]): (Row & { hash: string })[] {
  let before = hash;
  return rows.map((row, index) => {
    const numbered = storable({ ...row, id: id + index + 1 });
    before = chainHash(ourKey(), before, rowText(numbered));
    return { ...numbered, hash: before };
  });
}

/** Begins the chain: rows that were there before have no hash, but its first hash covers them all. */
async function begin(tx: Database, { id }: Head): Promise<Head> {
  let before = NOTHING_BEFORE;
  for await (const rows of storedRows(tx)) {
    for (const { text } of rows) before = chainHash(ourKey(), before, text);
  }
  const begun = { id, hash: before, keyId: ourKey().id };
  await tx.update(auditHead).set(begun);
  return begun;
}

function legacyNotice({ id }: Head): NewRow[] {
  return id === 0 ? [] : [notice("audit.begun", { lastRowBefore: id })];
}

function rekeyNotice({ keyId }: Head): NewRow {
  return notice("audit.rekeyed", { from: keyId, to: ourKey().id });
}

function notice(event: "audit.begun" | "audit.rekeyed", detail: Row["detail"]): NewRow {
  return { at: new Date(), event, success: true, detail };
}

/** One after the other, in the order of asking; one that fails does not stop the next. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = memory().turn.then(work);
  memory().turn = done.catch(() => {});
  return done;
}

function noticeJump(rows: readonly NewRow[]): void {
  const at = rows[0]?.at.getTime() ?? 0;
  const back = memory().newestAt - at;
  if (back > JUMP_MILLISECONDS) log().warn({ milliseconds: back }, "the clock went backward");
  memory().newestAt = at;
}
