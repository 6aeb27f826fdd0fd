import { and, eq, sql } from "drizzle-orm";
import { type Locale, localeSchema } from "#lib/i18n/locale.ts";
import type { Origin } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { shares } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { type ShareSnapshot, shareSnapshotSchema } from "#lib/share/share.ts";
import { AGAIN_SECONDS } from "./device.ts";
import { isLive } from "./live-link.ts";

/** What the recipient sees, its language, and how often the link was opened. */
export interface OpenedShare {
  snapshot: ShareSnapshot;
  language: Locale;
  views: number;
  maxViews: number;
  /** Until when this device can read it again without another view. */
  againUntil: Date;
}

/**
 * Opens a link and returns the snapshot. Counts a view, unless this device was counted within the
 * last hour. Null for a link that is unknown, expired, used up, revoked or of a blocked person, after
 * the same statements for each. The statement that counts also enforces the limit, so parallel
 * requests cannot exceed it.
 */
export async function openShare(
  db: Database,
  {
    token,
    device,
    environment,
    origin,
  }: { token: string; device: string; environment: string; origin: Origin },
): Promise<OpenedShare | null> {
  const tokenHash = secretHash(token);
  const now = new Date();
  const again = wasCounted(secretHash(device), now);
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(shares)
      .set({
        views: sql`${shares.views} + case when ${again.within} then 0 else 1 end`,
        devices: sql`case when ${again.within} then ${shares.devices} else ${shares.devices} || ${again.entry} end`,
      })
      .from(people)
      .where(and(eq(shares.tokenHash, tokenHash), isLive(environment, again.within)))
      .returning({
        id: shares.id,
        invoiceId: shares.invoiceId,
        views: shares.views,
        maxViews: shares.maxViews,
        language: shares.language,
        snapshot: shares.snapshot,
        expiresAt: shares.expiresAt,
        countedAt: again.at,
      });
    if (!row) {
      await recordRefusal(tx, { tokenHash, environment, origin });
      return null;
    }
    const { id, invoiceId, views, maxViews, language, snapshot } = row;
    const isAgain = row.countedAt !== now.toISOString();
    await record(tx, {
      event: "share.opened",
      success: true,
      by: origin,
      resource: invoiceId,
      detail: { share: id, view: views, ...(isAgain && { again: 1 }) },
    });
    const until = Date.parse(row.countedAt) + AGAIN_SECONDS * 1_000;
    return {
      snapshot: shareSnapshotSchema.parse(snapshot),
      language: localeSchema.parse(language),
      views,
      maxViews,
      againUntil: new Date(Math.min(until, row.expiresAt.getTime())),
    };
  });
}

/** Terms about a device of a link: when it was counted, whether within the hour, and its new entry. */
function wasCounted(deviceHash: string, now: Date) {
  const since = new Date(now.getTime() - AGAIN_SECONDS * 1_000).toISOString();
  const at = sql<string>`${shares.devices} ->> ${deviceHash}::text`;
  return {
    at,
    within: sql<boolean>`coalesce((${at})::timestamptz > ${since}::timestamptz, false)`,
    entry: sql`jsonb_build_object(${deviceHash}::text, ${now.toISOString()}::text)`,
  };
}

/** Records why a link did not open; of an unknown token nothing is stored. */
async function recordRefusal(
  db: Database,
  { tokenHash, environment, origin }: { tokenHash: string; environment: string; origin: Origin },
): Promise<void> {
  const [row] = await db
    .select({
      share: shares.id,
      invoiceId: shares.invoiceId,
      isUsedUp: sql<boolean>`${shares.views} >= ${shares.maxViews}`,
      revokedAt: shares.revokedAt,
      blockedAt: people.blockedAt,
    })
    .from(shares)
    .innerJoin(people, eq(people.id, shares.madeBy))
    .where(and(eq(shares.tokenHash, tokenHash), eq(shares.environment, environment)));
  await record(db, {
    event: "share.refused",
    success: false,
    by: origin,
    ...(row && { resource: row.invoiceId }),
    detail: row ? { share: row.share, why: refusalOf(row) } : { why: "unknown" },
  });
}

function refusalOf({
  revokedAt,
  blockedAt,
  isUsedUp,
}: {
  revokedAt: Date | null;
  blockedAt: Date | null;
  isUsedUp: boolean;
}): "revoked" | "blocked" | "expired" | "used_up" {
  if (revokedAt) return "revoked";
  if (blockedAt) return "blocked";
  return isUsedUp ? "used_up" : "expired";
}
