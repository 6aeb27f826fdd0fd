import { and, desc, eq, gt, isNull, lt, ne, sql } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import { IDLE_SECONDS, type SessionTime } from "#lib/account/session-times.ts";
import type { PersonalField } from "#lib/payment/facts/personal.ts";
import type { Author, Origin, Person } from "#lib/server/actor.ts";
import { newSecret, secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people, sessions } from "#lib/server/db/schema/people.ts";

/**
 * The only file that reads and writes sessions: the row, not the cookie, decides who is signed in.
 */

const IDLE_MILLISECONDS = IDLE_SECONDS * 1_000;
/**
 * The activity of a session is stored at most this often: requests in between only read, and wait for no write
 * to the disk. So a session may end this much earlier, never later.
 */
const TOUCHED_MILLISECONDS = 5_000;
/** The absolute lifetime of a session; activity does not extend it. */
export const SESSION_HOURS = 8;

export interface Session {
  person: Person;
  sessionHash: string;
  /** Keys of the personal fields that were revealed to it; see `revealKey`. */
  revealed: ReadonlySet<string>;
  mustEnrol: boolean;
  /** The second factor is still missing: the person may only enter it. */
  awaitsCode: boolean;
  provedAt: Date;
}

/** The key of one personal field of one invoice. */
export function revealKey(invoiceId: string, field: PersonalField): string {
  return `${invoiceId} ${field}`;
}

/**
 * Starts a session and returns its secret id for the cookie; the row contains only the id's hash.
 */
export async function startSession(
  db: Database,
  personId: string,
  {
    ip,
    userAgent,
    mustEnrol,
    awaitsCode = false,
    provedAt,
  }: Pick<Origin, "ip" | "userAgent"> & {
    mustEnrol: boolean;
    awaitsCode?: boolean;
    /** When the person authenticated, if that was not now. */
    provedAt?: Date;
  },
): Promise<string> {
  const id = newSecret();
  const now = new Date();
  await db.insert(sessions).values({
    idHash: secretHash(id),
    personId,
    startedAt: now,
    lastActiveAt: now,
    provedAt: provedAt ?? now,
    mustEnrol,
    awaitsCode,
    ip,
    userAgent: userAgent?.slice(0, 300) ?? null,
  });
  await db.update(people).set({ lastUsedAt: now }).where(eq(people.id, personId));
  return id;
}

/**
 * The sessions with these ids, in the same order; null for one that ended, was idle for 15 minutes,
 * is 8 hours old, or whose person is blocked. Requests by a timer pass `active: false` and do not
 * keep a session alive.
 */
export async function resumeSessions(
  db: Database,
  ids: readonly string[],
  { active }: { active: boolean },
): Promise<(Session | null)[]> {
  const hashes = ids.map(secretHash);
  const now = Date.now();
  const valid = and(
    // One parameter: the statement has one text for any number of ids.
    sql`${sessions.idHash} = any(${sql.param([...new Set(hashes)])})`,
    isNull(sessions.endedAt),
    gt(sessions.lastActiveAt, new Date(now - IDLE_MILLISECONDS)),
    gt(sessions.startedAt, new Date(now - SESSION_HOURS * 3_600_000)),
    eq(sessions.personId, people.id),
    isNull(people.blockedAt),
  );
  const columns = {
    sessionHash: sessions.idHash,
    id: people.id,
    email: people.email,
    role: people.role,
    revealed: sessions.revealed,
    mustEnrol: sessions.mustEnrol,
    awaitsCode: sessions.awaitsCode,
    provedAt: sessions.provedAt,
  };
  const touched = db.$with("touched").as(
    db
      .update(sessions)
      .set({ lastActiveAt: new Date(now) })
      .from(people)
      .where(and(valid, lt(sessions.lastActiveAt, new Date(now - TOUCHED_MILLISECONDS))))
      .returning({ sessionHash: sessions.idHash }),
  );
  const reading = active ? db.with(touched).select(columns) : db.select(columns);
  const rows = await reading
    .from(sessions)
    .innerJoin(people, valid)
    .prepare(active ? "resume_sessions" : "read_sessions")
    .execute();
  const bySession = new Map(
    rows.map(({ sessionHash, revealed, mustEnrol, awaitsCode, provedAt, ...person }) => [
      sessionHash,
      {
        person: { ...person, role: roleSchema.parse(person.role) },
        sessionHash,
        revealed: new Set(revealed),
        mustEnrol,
        awaitsCode,
        provedAt,
      },
    ]),
  );
  return hashes.map((hash) => bySession.get(hash) ?? null);
}

/** How long a session still lives if nobody asks for anything more. */
export async function sessionTime(
  db: Database,
  sessionHash: string,
): Promise<Pick<SessionTime, "secondsLeft" | "canStay">> {
  const [row] = await db
    .select({ startedAt: sessions.startedAt, lastActiveAt: sessions.lastActiveAt })
    .from(sessions)
    .where(eq(sessions.idHash, sessionHash));
  if (!row) return { secondsLeft: 0, canStay: false };
  const idleEnd = row.lastActiveAt.getTime() + IDLE_MILLISECONDS;
  const lastEnd = row.startedAt.getTime() + SESSION_HOURS * 3_600_000;
  const left = Math.min(idleEnd, lastEnd) - Date.now();
  return { secondsLeft: Math.max(0, Math.floor(left / 1_000)), canStay: idleEnd < lastEnd };
}

/** Reveals a field to a session until the session ends; its row names each field once. */
export async function revealTo(db: Database, sessionHash: string, key: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revealed: sql`${sessions.revealed} || ${JSON.stringify([key])}::jsonb` })
    .where(and(eq(sessions.idHash, sessionHash), sql`not ${sessions.revealed} ? ${key}`));
}

/** Ends a session and returns whose it was, or null when it had ended before. */
export function endSession(db: Database, id: string): ReturnType<typeof endSessionByHash> {
  return endSessionByHash(db, secretHash(id));
}

/** Ends the session with this hash of its id; otherwise like `endSession`. */
export async function endSessionByHash(
  db: Database,
  sessionHash: string,
): Promise<Pick<Author, "personId" | "email" | "sessionHash"> | null> {
  const [row] = await db
    .update(sessions)
    .set({ endedAt: new Date() })
    .from(people)
    .where(
      and(
        eq(sessions.idHash, sessionHash),
        isNull(sessions.endedAt),
        eq(people.id, sessions.personId),
      ),
    )
    .returning({ personId: people.id, email: people.email });
  return row ? { ...row, sessionHash } : null;
}

/** Ends every session of a person except `except`. */
export async function endSessionsOf(
  db: Database,
  personId: string,
  except?: { sessionHash: string },
): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: new Date() })
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
        except && ne(sessions.idHash, except.sessionHash),
      ),
    );
}

/**
 * Records that the person of a session has just re-authenticated; a missing second factor stays
 * missing. Returns the session's new id; the old one is invalid, also for somebody who copied it.
 */
export async function recordReauthentication(db: Database, sessionHash: string): Promise<string> {
  const id = newSecret();
  await db
    .update(sessions)
    .set({ idHash: secretHash(id), provedAt: new Date() })
    .where(eq(sessions.idHash, sessionHash));
  return id;
}

/**
 * Records that the person of a session has enrolled a second factor, which re-authenticates them.
 */
export async function recordEnrolment(db: Database, sessionHash: string): Promise<void> {
  await db
    .update(sessions)
    .set({ provedAt: new Date(), mustEnrol: false })
    .where(eq(sessions.idHash, sessionHash));
}

/** Restricts a session until its person enters their second factor. */
export async function awaitCode(db: Database, sessionHash: string): Promise<void> {
  await db.update(sessions).set({ awaitsCode: true }).where(eq(sessions.idHash, sessionHash));
}

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
  const now = Date.now();
  const rows = await db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
        gt(sessions.lastActiveAt, new Date(now - IDLE_MILLISECONDS)),
        gt(sessions.startedAt, new Date(now - SESSION_HOURS * 3_600_000)),
      ),
    )
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

/** Deletes sessions that are past their absolute lifetime. */
export async function removeDeadSessions(db: Database): Promise<void> {
  const oldest = new Date(Date.now() - SESSION_HOURS * 3_600_000);
  await db.delete(sessions).where(lt(sessions.startedAt, oldest));
}
