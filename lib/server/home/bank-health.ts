import "server-only";
import type { BankHealth } from "#lib/home/bank-health.ts";
import { healthOf } from "#lib/home/bank-health.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { silentSince } from "#lib/server/look-up/bank.ts";
import { attemptsSince } from "#lib/server/observations/observations.ts";

/** Older answers say nothing of now. */
const RECENT_MINUTES = 15;
/** Of very many questions the newest are enough. */
const MOST_ATTEMPTS = 50;

/** How the bank has answered our own questions lately; asks nothing. */
export async function bankHealth(): Promise<BankHealth> {
  const since = new Date(Date.now() - RECENT_MINUTES * 60_000);
  const { db } = await database();
  const { environment } = settings();
  const [silent, attempts] = await Promise.all([
    silentSince(),
    attemptsSince(db, { environment, since, most: MOST_ATTEMPTS }),
  ]);
  return healthOf(attempts, { silentSince: silent, minutes: RECENT_MINUTES });
}
