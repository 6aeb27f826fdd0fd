import "server-only";
import { desc, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { type AuditEntry, record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { judge, type Verdict } from "./judge.ts";
import { jumpBetween, type Moment, millisecondsAhead, thisMoment } from "./other-clock.ts";

/**
 * Doubts about this machine's clock. While it is doubted, nothing is removed and nobody is blocked
 * by age. A doubt is a row of the audit, so that it outlives the process: the rows that a process
 * writes with a wrong clock must not make that clock the known time of the next one.
 */

const EVENTS = ["clock.doubted", "clock.confirmed"] as const;
/** Rows that are read to find the last doubt and an operator's last word. */
const READ_ROWS = 20;

const rowsSchema = z.array(
  z.discriminatedUnion("event", [
    z.object({
      event: z.literal("clock.doubted"),
      at: z.date(),
      detail: z.object({
        doubt: z.enum(["bank", "database", "jump", "much"]),
        /** What the clock should have said, RFC 3339. */
        expected: z.iso.datetime().nullable(),
      }),
    }),
    z.object({
      event: z.literal("clock.confirmed"),
      at: z.date(),
      detail: z.object({ by: z.enum(["bank", "operator", "clock"]) }),
    }),
  ]),
);

/** A doubt that is not settled. */
export interface Doubt {
  reason: NonNullable<Verdict["doubt"]>;
  /** What the clock said when it was doubted. */
  clock: Date;
  /** What it should have said, as far as that is known. */
  expected: Date | null;
}

const state = singleton(
  "clock-doubt",
  (): {
    /** The last moment whose time was trusted, moved to this process; undefined before the first look. */
    trusted: Moment | null | undefined;
    isDoubted: boolean;
  } => ({ trusted: undefined, isDoubted: false }),
);

/**
 * Whether what is old by the clock may be removed and blocked now. Records the beginning and the end
 * of a doubt in the audit and in the log.
 */
export async function isClockTrusted(
  db: Database,
  { removesMuch }: { removesMuch: boolean },
): Promise<boolean> {
  const rows = await clockRows(db);
  const known = state();
  if (known.trusted === undefined) {
    const doubt = openDoubtIn(rows);
    known.isDoubted = doubt !== null;
    known.trusted = await momentBefore(db, doubt);
  }
  const here = thisMoment();
  const expected = known.trusted && here.wall - jumpBetween(known.trusted, here);
  const verdict = judge({
    now: here.wall,
    expected,
    database: await databaseTime(db),
    aheadOfBank: millisecondsAhead(),
    operator: rows.find(isOperator)?.at.getTime() ?? null,
    removesMuch,
  });
  if (verdict.doubt === null) {
    if (known.isDoubted) {
      // An operator's word is a row already.
      if (verdict.by !== "operator") await record(db, entry("clock.confirmed", { by: verdict.by }));
      log().info({ by: verdict.by }, "the clock is trusted again");
    }
    Object.assign(known, { trusted: here, isDoubted: false });
    return true;
  }
  const told = {
    doubt: verdict.doubt,
    expected: expected === null ? null : new Date(expected).toISOString(),
  };
  if (!known.isDoubted) await record(db, entry("clock.doubted", told));
  known.isDoubted = true;
  log().error(told, "the clock is in doubt: nothing is removed and nobody is blocked by age");
  return false;
}

/** Records an operator's word that this machine's clock is right. */
export async function confirmClock(db: Database): Promise<void> {
  await record(db, entry("clock.confirmed", { by: "operator" }));
}

/** The doubt that the audit tells of, unless it was settled. */
export async function openDoubt(db: Database): Promise<Doubt | null> {
  return openDoubtIn(await clockRows(db));
}

async function clockRows(db: Database) {
  const rows = await db
    .select({ event: audit.event, at: audit.at, detail: audit.detail })
    .from(audit)
    .where(inArray(audit.event, EVENTS))
    .orderBy(desc(audit.id))
    .limit(READ_ROWS);
  return rowsSchema.parse(rows);
}

type ClockRow = z.infer<typeof rowsSchema>[number];

function openDoubtIn([newest]: readonly ClockRow[]): Doubt | null {
  if (newest?.event !== "clock.doubted") return null;
  const { doubt: reason, expected } = newest.detail;
  return { reason, clock: newest.at, expected: expected === null ? null : new Date(expected) };
}

function isOperator(row: ClockRow): boolean {
  return row.event === "clock.confirmed" && row.detail.by === "operator";
}

/** The last known time before this process: of the newest audit row, unless that was in doubt. */
async function momentBefore(db: Database, doubt: Doubt | null): Promise<Moment | null> {
  const { monotonic } = thisMoment();
  if (doubt) return doubt.expected && { wall: doubt.expected.getTime(), monotonic };
  const [newest] = await db.select({ at: audit.at }).from(audit).orderBy(desc(audit.id)).limit(1);
  return newest ? { wall: newest.at.getTime(), monotonic } : null;
}

const timeSchema = z.object({ rows: z.tuple([z.object({ now: z.coerce.number() })]) });

async function databaseTime(db: Database): Promise<number> {
  const told = await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as now`);
  return timeSchema.parse(told).rows[0].now;
}

function entry(event: AuditEntry["event"], detail: NonNullable<AuditEntry["detail"]>): AuditEntry {
  return { event, success: event === "clock.confirmed", by: null, detail };
}
