import { and, eq, gt, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import { roleSchema } from "#lib/account/access.ts";
import type { Notice } from "#lib/account/notices.ts";
import { IDLE_SECONDS, type SessionTime } from "#lib/account/session-times.ts";
import type { PersonalField } from "#lib/payment/facts/personal.ts";
import type { Author, Origin, Person } from "#lib/server/actor.ts";
import { newSecret, secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people, sessions } from "#lib/server/db/schema/people.ts";
import { preparedOnce } from "#lib/server/db/statement.ts";

/**
 * Starts, resumes and ends sessions: the row, not the cookie, decides who is signed in. `proofs.ts`
 * has re-authentication within a session, `factors/` an app that awaits its first code.
 */

const IDLE_MILLISECONDS = IDLE_SECONDS * 1_000;
/**
 * The activity of a session is stored at most this often: requests in between only read, and wait for no write
 * to the disk. So a session may end this much earlier, never later.
 */
const TOUCHED_MILLISECONDS = 5_000;
/** The absolute lifetime of a session; activity does not extend it. */
export const SESSION_HOURS = 8;

const NO_PENDING_APP = { pendingSecret: null, pendingSince: null };
/** The values of a session that has just ended. */
const ended = () => ({ endedAt: new Date(), ...NO_PENDING_APP });

export interface Session {
  person: Person;
  sessionHash: string;
  /** Keys of the personal fields that were revealed to it; see `revealKey`. */
  revealed: ReadonlySet<string>;
  mustEnrol: boolean;
  /** The second factor is still missing: the person may only enter it. */
  awaitsCode: boolean;
  startedAt: Date;
  provedAt: Date;
  /** What the person has to be told. */
  notices: readonly Notice[];
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
  await db.update(people).set({ lastUsedAt: now }).where(eq(people.id, personId));
  // An app that another session began to set up is given up.
  await db
    .update(sessions)
    .set(NO_PENDING_APP)
    .where(and(eq(sessions.personId, personId), isNotNull(sessions.pendingSecret)));
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
  const rows = await (active ? resuming : reading)(db).execute({
    hashes: [...new Set(hashes)],
    idleSince: new Date(now - IDLE_MILLISECONDS),
    startedAfter: new Date(now - SESSION_HOURS * 3_600_000),
    now: new Date(now),
    touchedBefore: new Date(now - TOUCHED_MILLISECONDS),
  });
  const bySession = new Map(
    rows.map(({ id, email, role, revealed, ...session }) => [
      session.sessionHash,
      {
        ...session,
        person: { id, email, role: roleSchema.parse(role) },
        revealed: new Set(revealed),
      },
    ]),
  );
  return hashes.map((hash) => bySession.get(hash) ?? null);
}

/** Valid sessions, by the placeholders that `resumeSessions` fills. */
const isValid = and(
  // One parameter: the statement has one text for any number of ids.
  sql`${sessions.idHash} = any(${sql.placeholder("hashes")})`,
  isNull(sessions.endedAt),
  gt(sessions.lastActiveAt, sql.placeholder("idleSince")),
  gt(sessions.startedAt, sql.placeholder("startedAfter")),
  eq(sessions.personId, people.id),
  isNull(people.blockedAt),
);

const SESSION_COLUMNS = {
  sessionHash: sessions.idHash,
  id: people.id,
  email: people.email,
  role: people.role,
  revealed: sessions.revealed,
  mustEnrol: sessions.mustEnrol,
  awaitsCode: sessions.awaitsCode,
  startedAt: sessions.startedAt,
  provedAt: sessions.provedAt,
  notices: people.notices,
};

const reading = preparedOnce((db) =>
  db.select(SESSION_COLUMNS).from(sessions).innerJoin(people, isValid).prepare("read_sessions"),
);

/** Reads them and stores their activity. */
const resuming = preparedOnce((db) => {
  const touched = db.$with("touched").as(
    db
      .update(sessions)
      .set({ lastActiveAt: sql`${sql.placeholder("now")}` })
      .from(people)
      .where(and(isValid, lt(sessions.lastActiveAt, sql.placeholder("touchedBefore"))))
      .returning({ sessionHash: sessions.idHash }),
  );
  return db
    .with(touched)
    .select(SESSION_COLUMNS)
    .from(sessions)
    .innerJoin(people, isValid)
    .prepare("resume_sessions");
});

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
    .set(ended())
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
    .set(ended())
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
        except && ne(sessions.idHash, except.sessionHash),
      ),
    );
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

/**
 * Notes that another kind of browser presented the cookie of a living session. Gives its person the
 * first time that this kind did, and null for repetitions and ended sessions.
 */
export async function noteOtherBrowser(
  db: Database,
  id: string,
  browser: string,
): Promise<Pick<Author, "personId" | "email" | "sessionHash"> | null> {
  const known = sql`coalesce(${sessions.otherBrowser}, '')`;
  const mark = `[${browser}]`;
  const [row] = await db
    .update(sessions)
    .set({ otherBrowser: sql`${known} || ${mark}` })
    .from(people)
    .where(
      and(
        eq(sessions.idHash, secretHash(id)),
        isLiving(),
        sql`position(${mark} in ${known}) = 0`,
        eq(people.id, sessions.personId),
      ),
    )
    .returning({ personId: people.id, email: people.email });
  return row ? { ...row, sessionHash: secretHash(id) } : null;
}

/** A condition: the session has neither ended nor run out. */
export function isLiving() {
  const now = Date.now();
  return and(
    isNull(sessions.endedAt),
    gt(sessions.lastActiveAt, new Date(now - IDLE_MILLISECONDS)),
    gt(sessions.startedAt, new Date(now - SESSION_HOURS * 3_600_000)),
  );
}

/** Deletes sessions that are past their absolute lifetime. */
export async function removeDeadSessions(db: Database): Promise<void> {
  const oldest = new Date(Date.now() - SESSION_HOURS * 3_600_000);
  await db.delete(sessions).where(lt(sessions.startedAt, oldest));
}
