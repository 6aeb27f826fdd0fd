import { and, eq, isNull, sql } from "drizzle-orm";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people, sessions } from "#lib/server/db/schema/people.ts";

/**
 * Whether what an actor began may go on: the person is not blocked and has the same role, and the
 * session was not ended. A session that has another id since a re-authentication goes on.
 */
export async function mayGoOn(db: Database, by: Actor): Promise<boolean> {
  const ended = db
    .select({ one: sql`1` })
    .from(sessions)
    .where(and(eq(sessions.idHash, by.sessionHash), sql`${sessions.endedAt} is not null`));
  const found = await db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.id, by.personId),
        eq(people.role, by.role),
        isNull(people.blockedAt),
        sql`not exists ${ended}`,
      ),
    );
  return found.length > 0;
}
