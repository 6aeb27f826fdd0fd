import { and, desc, eq } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { sessions } from "#lib/server/db/schema/people.ts";
import { isLiving } from "./sessions.ts";

/** A valid session as its person may see it. */
export interface OwnSession {
  startedAt: Date;
  lastActiveAt: Date;
  ip: string | null;
  userAgent: string | null;
  isThis: boolean;
}

/** The valid sessions of a person, the current one first. */
export async function sessionsOf(
  db: Database,
  { personId, sessionHash }: { personId: string; sessionHash: string },
): Promise<OwnSession[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), isLiving()))
    .orderBy(desc(sessions.lastActiveAt));
  const own = rows.map(({ idHash, startedAt, lastActiveAt, ip, userAgent }) => ({
    startedAt,
    lastActiveAt,
    ip,
    userAgent,
    isThis: idHash === sessionHash,
  }));
  return own.sort((a, b) => Number(b.isThis) - Number(a.isThis));
}
