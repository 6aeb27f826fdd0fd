import "server-only";
import { record } from "#lib/server/audit/record.ts";
import { removeSpentChallenges } from "#lib/server/auth/passkeys/challenges.ts";
import { deleteCallBacks } from "#lib/server/call-backs/call-backs.ts";
import { isClockTrusted } from "#lib/server/clock/doubt.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { inLongTransaction } from "#lib/server/db/pool.ts";
import { log } from "#lib/server/log.ts";
import {
  deleteExpiredObservations,
  expiredShare,
  keptSince,
} from "#lib/server/observations/retention.ts";
import { removeOldTries } from "#lib/server/people/lockout.ts";
import { removeDeadSessions } from "#lib/server/people/sessions/sessions.ts";
import { blockUnused, unusedShare } from "#lib/server/people/unused.ts";
import { forgetOldShares } from "#lib/server/shares/retention.ts";

/** Periodic clean-up; every process runs it, and each step may run in several at once. */

const ROUND_MILLISECONDS = 3_600_000;

/**
 * More than this share at once is unusual: a round an hour removes what has become old within the
 * hour. It may be right after a standstill or a shorter retention, so it needs a second clock.
 */
const UNUSUAL_SHARE = 0.2;
/** So many may go in any case. */
const FEW_OBSERVATIONS = 100;
const FEW_PEOPLE = 3;

/** Runs a round now and every hour; a round that fails is logged, and the next tries again. */
export async function startRounds(): Promise<void> {
  const { db } = await database();
  await cleanUp(db);
  setInterval(() => {
    cleanUp(db).catch((error) => log().error({ err: error }, "hourly round failed"));
  }, ROUND_MILLISECONDS).unref();
}

/** One round: removes and blocks what is old, unless the clock is in doubt. */
export async function cleanUp(db: Database): Promise<void> {
  const removesMuch =
    isUnusual(await expiredShare(db), FEW_OBSERVATIONS) ||
    isUnusual(await unusedShare(db), FEW_PEOPLE);
  if (await isClockTrusted(db, { removesMuch })) {
    await removeOldData(db);
    await removeSpentChallenges(db);
    await removeDeadSessions(db);
    await removeOldTries(db);
    const { blocked, spared } = await blockUnused(db);
    if (blocked > 0) log().warn({ count: blocked }, "unused accounts blocked");
    if (spared > 0) log().warn("no administrator has signed in for 90 days: one stays unblocked");
  }
}

function isUnusual({ old, all }: { old: number; all: number }, few: number): boolean {
  return old > few && old > all * UNUSUAL_SHARE;
}

/** Removes what is past its retention, together with the audit row that says how much. */
async function removeOldData(db: Database): Promise<void> {
  await inLongTransaction(db, async (tx) => {
    const observations = await deleteExpiredObservations(tx);
    const shares = await forgetOldShares(tx, { seenBefore: keptSince() });
    const call_backs = await deleteCallBacks(tx, keptSince());
    if (observations + shares + call_backs === 0) return;
    const detail = { observations, shares, call_backs };
    await record(tx, { event: "retention.removed", success: true, by: null, detail });
    log().info(detail, "retention");
  });
}
