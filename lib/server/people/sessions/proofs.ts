import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { type Act, actKey } from "#lib/account/acts.ts";
import type { Actor } from "#lib/server/actor.ts";
import { newSecret, secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people, sessions } from "#lib/server/db/schema/people.ts";

/**
 * Re-authentication within a session, in the session's row. A proof is for one act, good for five
 * minutes and once: the transaction of the act spends it. Only this file reads and writes proofs.
 */

const PROOF_MILLISECONDS = 5 * 60_000;

/** With so many wrong re-authentications in a row a session ends. */
export const MAX_WRONG_PROOFS = 5;

/** An act without a valid proof; nothing was done. The person has to re-authenticate for it. */
export class NotProvenError extends Error {
  override readonly name = "NotProvenError";
  readonly act: Act;
  constructor(act: Act) {
    super(`${act.name} needs a proof`);
    this.act = act;
  }
}

/**
 * Records that the person of a session has just re-authenticated, and for which act. A missing
 * second factor stays missing. Returns the session's new id; the old one is invalid, also for
 * somebody who copied it.
 */
export async function recordReauthentication(
  db: Database,
  sessionHash: string,
  act: Act | null = null,
): Promise<string> {
  const id = newSecret();
  await db
    .update(sessions)
    .set({ idHash: secretHash(id), provedAt: new Date(), wrongProofs: 0, ...proofOf(act) })
    .where(eq(sessions.idHash, sessionHash));
  return id;
}

/** Restricts a session until its person enters their second factor; then it has the proof. */
export async function awaitCode(db: Database, sessionHash: string, act: Act | null): Promise<void> {
  await db
    .update(sessions)
    .set({ awaitsCode: true, ...proofOf(act) })
    .where(eq(sessions.idHash, sessionHash));
}

function proofOf(act: Act | null) {
  return {
    provenAct: act && actKey(act),
    provenUntil: act && new Date(Date.now() + PROOF_MILLISECONDS),
  };
}

/** Gives the proof of a session that ends to the one that replaces it. */
export async function moveProof(
  db: Database,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const [row] = await db
    .select({ provenAct: sessions.provenAct, provenUntil: sessions.provenUntil })
    .from(sessions)
    .where(eq(sessions.idHash, from));
  if (row) await db.update(sessions).set(row).where(eq(sessions.idHash, to));
}

/** Whether the session has a proof for this act; for pages that show the act's form. */
export async function hasProof(
  db: Database,
  { sessionHash }: Pick<Actor, "sessionHash">,
  act: Act,
): Promise<boolean> {
  return (await db.$count(sessions, isProven(sessionHash, act))) > 0;
}

/**
 * Requires a proof for an act without spending it: before costly work, or work outside.
 * @throws NotProvenError
 */
export async function requireProof(db: Database, by: Actor, act: Act): Promise<void> {
  if (!(await hasProof(db, by, act))) throw new NotProvenError(act);
}

/**
 * Spends the actor's proof for an act, in the transaction of the act; of parallel calls one succeeds.
 * Without an actor it is the command line, which needs none.
 * @throws NotProvenError
 */
export async function spendProof(tx: Database, by: Actor | null, act: Act): Promise<void> {
  if (!by) return;
  await lockPerson(tx, by.personId);
  const spent = await tx
    .update(sessions)
    .set(proofOf(null))
    .where(isProven(by.sessionHash, act))
    .returning({ idHash: sessions.idHash });
  if (spent.length === 0) throw new NotProvenError(act);
}

/**
 * Locks a person's row until the transaction ends. Changes of a person take it before any session of
 * theirs, so that no two wait for each other.
 */
export async function lockPerson(tx: Database, personId: string): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("update");
}

function isProven(sessionHash: string, act: Act) {
  return and(
    eq(sessions.idHash, sessionHash),
    isNull(sessions.endedAt),
    eq(sessions.provenAct, actKey(act)),
    gt(sessions.provenUntil, new Date()),
  );
}

/**
 * Counts a re-authentication of a session before it is judged, so that parallel ones cannot exceed
 * the limit. Returns the number in a row, or null when the limit is reached.
 */
export async function countProof(db: Database, sessionHash: string): Promise<number | null> {
  const [row] = await db
    .update(sessions)
    .set({ wrongProofs: sql`${sessions.wrongProofs} + 1` })
    .where(
      and(
        eq(sessions.idHash, sessionHash),
        isNull(sessions.endedAt),
        lt(sessions.wrongProofs, MAX_WRONG_PROOFS),
      ),
    )
    .returning({ tries: sessions.wrongProofs });
  return row?.tries ?? null;
}
