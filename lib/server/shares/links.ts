import { isDeepStrictEqual } from "node:util";
import { and, count, desc, eq, isNull, lt, or } from "drizzle-orm";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { shares } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import {
  fieldsOf,
  type LiveShare,
  type ShareChoice,
  type ShareSnapshot,
  shareSnapshotSchema,
} from "#lib/share/share.ts";
import { isLive } from "./live-link.ts";

/**
 * Share links: making, listing and ending them; `open-link.ts` opens them. Their table contains hashes
 * of the tokens only. Each change writes its audit entry in the same transaction.
 */

const HOUR_MILLISECONDS = 3_600_000;
/** A form that is submitted again within this time is a double click. */
const REPEATED_WITHIN_MILLISECONDS = 2 * 60_000;
const MOST_LISTED = 200;

/** A new link. */
interface NewShare {
  /** 256 random bits, of which only the hash is stored; see `form-token.ts`. */
  token: string;
  actor: Actor;
  environment: string;
  answer: Pick<LookUpAnswer, "invoiceId" | "terminal" | "service">;
  snapshot: ShareSnapshot;
  choice: Omit<ShareChoice, "fields">;
}

/**
 * Makes the link of this token, once. True if the link exists: made now, or by the same form within
 * the last two minutes. False if the token was used for another link, or earlier.
 */
export async function createShare(db: Database, share: NewShare): Promise<boolean> {
  const { actor, answer, snapshot, choice } = share;
  const wanted = rowOf(share);
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(shares)
      .values(wanted)
      .onConflictDoNothing({ target: shares.tokenHash })
      .returning({ id: shares.id });
    if (!row) return isRepeated(tx, wanted);
    await record(tx, {
      event: "share.created",
      success: true,
      by: actor,
      resource: answer.invoiceId,
      detail: {
        share: row.id,
        fields: fieldsOf(snapshot).join(","),
        language: choice.language,
        hours: choice.hours,
        views: choice.views,
      },
    });
    return true;
  });
}

type NewRow = typeof shares.$inferInsert;

function rowOf({ token, actor, environment, answer, snapshot, choice }: NewShare): NewRow {
  const now = Date.now();
  return {
    tokenHash: secretHash(token),
    environment,
    terminal: answer.terminal,
    service: answer.service,
    invoiceId: answer.invoiceId,
    madeBy: actor.personId,
    createdAt: new Date(now),
    expiresAt: new Date(now + choice.hours * HOUR_MILLISECONDS),
    maxViews: choice.views,
    language: choice.language,
    // Parsed, so that nothing but the schema's own keys is ever stored.
    snapshot: shareSnapshotSchema.parse(snapshot),
    checkedAt: new Date(snapshot.checkedAt),
  };
}

/** Whether this token's link has the wanted content and was made within the last two minutes. */
async function isRepeated(db: Database, wanted: NewRow): Promise<boolean> {
  const [there] = await db.select().from(shares).where(eq(shares.tokenHash, wanted.tokenHash));
  if (!there || there.revokedAt) return false;
  const age = wanted.createdAt.getTime() - there.createdAt.getTime();
  return (
    age < REPEATED_WITHIN_MILLISECONDS && isDeepStrictEqual(contentOf(there), contentOf(wanted))
  );
}

/** What a link shows and to which limits, without the time at which it was made. */
function contentOf({ createdAt, expiresAt, ...row }: NewRow) {
  const { environment, terminal, service, invoiceId, madeBy, maxViews, language, snapshot } = row;
  const lifetime = expiresAt.getTime() - createdAt.getTime();
  return {
    environment,
    terminal,
    service,
    invoiceId,
    madeBy,
    maxViews,
    language,
    snapshot,
    lifetime,
  };
}

/** Revokes a link. False if there is no such link; true also if it was revoked before. */
export async function revokeShare(
  db: Database,
  { id, environment, actor }: { id: string; environment: string; actor: Actor },
): Promise<boolean> {
  const isIt = and(eq(shares.id, id), eq(shares.environment, environment));
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(shares)
      .set({ revokedAt: new Date() })
      .where(and(isIt, isNull(shares.revokedAt)))
      .returning({ invoiceId: shares.invoiceId, views: shares.views });
    if (!row) return (await tx.select({ id: shares.id }).from(shares).where(isIt)).length > 0;
    await record(tx, {
      event: "share.revoked",
      success: true,
      by: actor,
      resource: row.invoiceId,
      detail: { share: id, views: row.views },
    });
    return true;
  });
}

/** Links that open, newest first; those of one payment if an invoice is given. */
export async function liveShares(
  db: Database,
  { environment, invoiceId }: { environment: string; invoiceId?: string },
): Promise<LiveShare[]> {
  const rows = await db
    .select({ share: shares, madeBy: people.email })
    .from(shares)
    .innerJoin(people, eq(people.id, shares.madeBy))
    .where(
      and(
        isLive(environment),
        invoiceId === undefined ? undefined : eq(shares.invoiceId, invoiceId),
      ),
    )
    .orderBy(desc(shares.createdAt))
    .limit(MOST_LISTED);
  return rows.map(({ share: { tokenHash: _, devices: __, snapshot, ...share }, madeBy }) => ({
    ...share,
    madeBy,
    fields: fieldsOf(snapshot),
  }));
}

/** How many links open now of each person who has some, by email. */
export async function liveSharesByMaker(
  db: Database,
  environment: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ email: people.email, links: count() })
    .from(shares)
    .innerJoin(people, eq(people.id, shares.madeBy))
    .where(isLive(environment))
    .groupBy(people.email);
  return new Map(rows.map(({ email, links }) => [email, links]));
}

/**
 * Deletes links that expired before `expiredBefore` and links whose observation is older than
 * `seenBefore`; returns their number.
 */
export async function deleteShares(
  db: Database,
  { expiredBefore, seenBefore }: { expiredBefore: Date; seenBefore: Date },
): Promise<number> {
  const gone = await db
    .delete(shares)
    .where(or(lt(shares.expiresAt, expiredBefore), lt(shares.checkedAt, seenBefore)))
    .returning({ id: shares.id });
  return gone.length;
}
