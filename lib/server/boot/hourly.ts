import "server-only";
import { removeSpentChallenges } from "#lib/server/auth/passkeys/challenges.ts";
import { database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { deleteExpiredObservations, keptSince } from "#lib/server/observations/retention.ts";
import { blockUnused } from "#lib/server/people/accounts.ts";
import { forgetOldShares } from "#lib/server/shares/retention.ts";

/** Periodic clean-up; every process runs it, and each step may run in several at once. */

const ROUND_MILLISECONDS = 3_600_000;

/** Runs a round now and every hour; a round that fails is logged, and the next tries again. */
export async function startRounds(): Promise<void> {
  await round();
  setInterval(() => {
    round().catch((error) => log().error({ err: error }, "hourly round failed"));
  }, ROUND_MILLISECONDS).unref();
}

async function round(): Promise<void> {
  const { db } = await database();
  const removed = await deleteExpiredObservations(db);
  const removedShares = await forgetOldShares(db, { seenBefore: keptSince() });
  if (removed + removedShares > 0) log().info({ removed, removedShares }, "retention");
  await removeSpentChallenges(db);
  const unused = await blockUnused(db);
  if (unused.length > 0) log().warn({ count: unused.length }, "unused accounts blocked");
}
