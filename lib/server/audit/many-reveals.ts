import "server-only";
import { readAuditQuery } from "#lib/audit/query.ts";
import type { Author } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { logRows } from "./query.ts";
import { record } from "./record.ts";

/** A row and a line of the log when one person shows hidden fields of many payments: for supervisors. */

/** Payments within an hour that are many for one person. */
const MANY = 20;
const HOUR_MILLISECONDS = 3_600_000;
/** The newest rows of everybody that are looked through. */
const ROWS = 500;

/**
 * Records that a person has shown hidden fields of many payments within an hour, or was refused to, once an
 * hour.
 */
export async function noteManyReveals(
  db: Database,
  by: Author,
  { isRefused }: { isRefused: boolean },
): Promise<void> {
  const since = Date.now() - HOUR_MILLISECONDS;
  const shown = await resourcesOf(db, "payment.revealed", { by, since });
  const payments = new Set(shown).size;
  if (payments < MANY && !isRefused) return;
  if ((await resourcesOf(db, "reveals.many", { by, since })).length > 0) return;
  const detail = { payments, minutes: 60, fields: shown.length, refused: isRefused ? "yes" : "no" };
  await record(db, { event: "reveals.many", success: false, by, resource: by.email, detail });
  log().warn({ person: by.personId, ...detail }, "one person shows many hidden fields");
}

/** What the rows of this event and person since then are about, each row once. */
async function resourcesOf(
  db: Database,
  event: "payment.revealed" | "reveals.many",
  { by, since }: { by: Author; since: number },
): Promise<(string | null)[]> {
  const query = readAuditQuery({ event });
  const rows = await logRows(db, query, { timeZone: "UTC", limit: ROWS });
  return rows
    .filter(({ actor, at }) => actor === by.email && at.getTime() >= since)
    .map(({ resource }) => resource);
}
