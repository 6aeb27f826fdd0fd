import { createHmac } from "node:crypto";
import { and, asc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { settings } from "#lib/server/config/settings.ts";
import { derivedKey } from "#lib/server/crypto/derived-key.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditShipments } from "#lib/server/db/schema/audit.ts";
import { log } from "#lib/server/log.ts";
import { LIMITS } from "./limits.ts";
import type { ShippedRow } from "./shipped-row.ts";
import type { Sink } from "./sink.ts";

/**
 * A cursor for each sink: the last audit row that the sink has accepted. Its proof is an HMAC under the key
 * of the audit, so that somebody who writes the database can move it nowhere: rows are sent again, and
 * never skipped.
 */

/** A row of the audit; id 0 stands before the first one. */
export interface Place {
  id: number;
  hash: string | null;
}
const BEGINNING: Place = { id: 0, hash: "" };

interface Cursor {
  lastId: number;
  proof: string | null;
}

/** How far ahead a claim of ours can be, by the database's clock. */
const CLAIM = sql`now() + make_interval(secs => ${LIMITS.claimMs / 1_000})`;

/**
 * Claims the cursor for this process and gives it; null while another process has it. A claim that lasts
 * longer than any of ours is nobody's.
 */
export async function claimCursor(db: Database, sink: string): Promise<Cursor | null> {
  await db.insert(auditShipments).values({ sink, lastId: 0 }).onConflictDoNothing();
  const { claimedUntil } = auditShipments;
  const [claimed] = await db
    .update(auditShipments)
    .set({ claimedUntil: CLAIM })
    .where(
      and(
        eq(auditShipments.sink, sink),
        or(isNull(claimedUntil), lt(claimedUntil, sql`now()`), gt(claimedUntil, CLAIM)),
      ),
    )
    .returning({ lastId: auditShipments.lastId, proof: auditShipments.proof });
  return claimed ?? null;
}

/** Releases the cursor, and moves it to the last row that the sink accepted. */
export async function releaseCursor(db: Database, sink: string, to: Place | null): Promise<void> {
  const moved = to && { lastId: to.id, proof: proofOf(settings().keys.audit, sink, to) };
  await db
    .update(auditShipments)
    .set({ claimedUntil: null, ...moved })
    .where(eq(auditShipments.sink, sink));
}

/**
 * Where the sink continues: after the last row that it has by itself, otherwise where the cursor stands.
 * @throws Error when the sink's last row is not in the audit: it was removed, or replaced.
 */
export async function placeOf(
  db: Database,
  name: string,
  { sink, cursor }: { sink: Sink; cursor: Cursor },
): Promise<Place> {
  const newest = await sink.newest?.();
  if (!newest) {
    const proven = await provenPlace(db, name, cursor);
    if (!proven)
      log().error({ sink: name }, "audit alarm: the cursor has no proof, all rows go again");
    return proven ?? BEGINNING;
  }
  const stored = await rowAt(db, newest.id);
  if (stored?.hash !== newest.hash) {
    throw new Error(
      `${name} ends with row ${newest.id}, which is not in the audit: rows were removed or replaced, or a backup was restored. Run npm run audit -- verify --heads with that file; to go on, move the file away`,
    );
  }
  if (cursor.lastId > newest.id) {
    log().error(
      { sink: name, cursor: cursor.lastId, last: newest.id },
      "audit alarm: the sink has fewer rows than the cursor says, they go again",
    );
  }
  return stored;
}

/** The place of the cursor; null when it was not this program that moved it there. */
export async function provenPlace(
  db: Database,
  sink: string,
  { lastId, proof }: Cursor,
): Promise<Place | null> {
  if (lastId === 0) return BEGINNING;
  const place = await rowAt(db, lastId);
  if (!place) return null;
  const { audit: current, auditBefore } = settings().keys;
  const isOurs = [current, ...auditBefore].some((secret) => proofOf(secret, sink, place) === proof);
  return isOurs ? place : null;
}

/** The cursor as it stands, without a claim; null before the first round. */
export async function readCursor(db: Database, sink: string): Promise<Cursor | null> {
  const [cursor] = await db
    .select({ lastId: auditShipments.lastId, proof: auditShipments.proof })
    .from(auditShipments)
    .where(eq(auditShipments.sink, sink));
  return cursor ?? null;
}

function proofOf(secret: string, sink: string, { id, hash }: Place): string {
  const key = derivedKey(secret, "anyqta audit shipping");
  return createHmac("sha256", key)
    .update(JSON.stringify([sink, id, hash]))
    .digest("hex");
}

async function rowAt(db: Database, id: number): Promise<Place | null> {
  const [row] = await db
    .select({ id: audit.id, hash: audit.hash })
    .from(audit)
    .where(eq(audit.id, id));
  return row ?? null;
}

/** The next batch of rows after this place, and whether it is the last one. */
export async function rowsAfter(
  db: Database,
  place: Place,
): Promise<{ rows: ShippedRow[]; isLast: boolean }> {
  const rows = await db
    .select()
    .from(audit)
    .where(gt(audit.id, place.id))
    .orderBy(asc(audit.id))
    .limit(LIMITS.batchRows);
  return {
    rows: rows.map((row, index) => ({
      ...row,
      at: row.at.toISOString(),
      before: (index === 0 ? place : rows[index - 1])?.hash ?? null,
    })),
    isLast: rows.length < LIMITS.batchRows,
  };
}
