import "server-only";
import type { Origin } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { endSession } from "#lib/server/people/sessions/sessions.ts";

/** Ends the session with this id and records that in the audit log. */
export async function signOut(id: string, origin: Origin): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const ended = await endSession(tx, id);
    if (!ended) return;
    await record(tx, { event: "session.ended", success: true, by: { ...origin, ...ended } });
  });
}
