import { eq, gte, inArray, lte, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit, auditHead } from "#lib/server/db/schema/audit.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import type { NotedHead } from "../chain/head.ts";
import { record } from "../record.ts";
import { verifyAudit } from "./verify.ts";

/**
 * A database administrator can disable triggers and constraints; verification finds the changes.
 */

const ROWS = 24;
const TAMPERINGS = 1_000;
const secrets = [settings().keys.audit];

type Row = typeof audit.$inferSelect;
const row = fc.integer({ min: 1, max: ROWS });
const tampering = fc.oneof(
  fc.record({ how: fc.constant("flip"), row, bit: fc.nat(), column: fc.nat() } as const),
  fc.record({ how: fc.constant("delete"), row, count: fc.integer({ min: 1, max: 4 }) } as const),
  fc.record({ how: fc.constant("swap"), row, other: row, withHash: fc.boolean() } as const),
  fc.record({ how: fc.constant("insert"), row, copied: row, withHash: fc.boolean() } as const),
  fc.record({ how: fc.constant("cut"), row } as const),
);
type Tampering = typeof tampering extends fc.Arbitrary<infer One> ? One : never;

withDatabase("of a thousand random tamperings", (_db, db) => {
  let noted: NotedHead;
  beforeAll(async () => {
    const by = { ip: "10.0.0.1", userAgent: "browser", requestId: "TESTTEST22" };
    const actor = {
      ...by,
      personId: "7e0f0bb6-6a51-4a5c-9f5e-0d8a3d2f7c11",
      email: "a@example.kz",
      role: "clerk",
      sessionHash: "session",
      revealed: new Set<string>(),
    } as const;
    for (let index = 2; index <= ROWS; index += 1) {
      await record(db(), {
        event: "payment.looked_up",
        success: true,
        by: actor,
        resource: `invoice-${index}`,
        detail: { kind: "paid", milliseconds: index },
      });
    }
    // The first row begins the chain; it is one of them.
    const [head] = await db().select().from(auditHead);
    noted = { id: head?.id ?? 0, hash: head?.hash ?? "" };
    expect((await verifyAudit(db(), { secrets, noted: [noted] })).faults).toEqual([]);
  });

  test("every one is found (P-39)", { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tampering, async (what) => {
        fc.pre(what.how !== "swap" || what.row !== what.other);
        expect(await faultsAfter(db(), what, noted)).toBeGreaterThan(0);
      }),
      { numRuns: TAMPERINGS, seed: 20261124 },
    );
  });
});

/** Tampers, verifies and rolls back. */
async function faultsAfter(db: Database, what: Tampering, noted: NotedHead): Promise<number> {
  let found = 0;
  const undone = new Error("undone");
  const round = db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit disable trigger all`);
    await tx.execute(sql`alter table audit drop constraint audit_complete`);
    const before = await rowsOf(tx);
    await tamper(tx, what);
    expect(await rowsOf(tx)).not.toEqual(before);
    // Only rows removed from the end need a head that was noted outside the database.
    const { faults } = await verifyAudit(tx, { secrets, noted: what.how === "cut" ? [noted] : [] });
    // The rules that are off here are told as well, of no row.
    found = faults.filter(({ row }) => row !== null).length;
    throw undone;
  });
  await round.catch((error) => {
    if (error !== undone) throw error;
  });
  return found;
}

function rowsOf(db: Database): Promise<Row[]> {
  return db.select().from(audit).orderBy(audit.id);
}

async function tamper(db: Database, what: Tampering): Promise<void> {
  switch (what.how) {
    case "flip":
      return flip(db, what);
    case "delete":
      // Never up to the last row: that is the case "cut".
      await db.delete(audit).where(inArray(audit.id, deleted(what)));
      return;
    case "swap":
      return swap(db, what);
    case "insert":
      return insert(db, what);
    case "cut": {
      await db.delete(audit).where(gte(audit.id, what.row));
      const [end] = await db.select().from(audit).orderBy(sql`id desc`).limit(1);
      await db
        .update(auditHead)
        .set({ id: what.row - 1, hash: end?.hash ?? "", ...(!end && { keyId: "" }) });
      return;
    }
  }
}

function deleted({ row: first, count }: { row: number; count: number }): number[] {
  return Array.from({ length: count }, (_, index) => Math.min(first + index, ROWS));
}

const TEXTS = [
  "event",
  "actor",
  "resource",
  "ip",
  "userAgent",
  "sessionHash",
  "requestId",
  "hash",
] as const;

/** Flips one bit of one column; in texts, a bit that keeps them valid. */
async function flip(
  db: Database,
  { row: id, bit, column }: { row: number; bit: number; column: number },
): Promise<void> {
  const [found] = await db.select().from(audit).where(eq(audit.id, id));
  if (!found) throw new Error("no row");
  const name = TEXTS[column % (TEXTS.length + 4)];
  const values = name
    ? { [name]: flipped(found[name] ?? "-", bit) }
    : [
        { at: new Date(found.at.getTime() ^ (1 << 3)) },
        { at: new Date(found.at.getTime() + 2 ** (bit % 40)) },
        { success: !found.success },
        {
          detail: {
            ...found.detail,
            milliseconds: Number(found.detail.milliseconds ?? 0) ^ (1 << (bit % 30)),
          },
        },
        { actorId: flippedUuid(found.actorId, bit) },
      ][bit % 5];
  await db
    .update(audit)
    .set(values ?? {})
    .where(eq(audit.id, id));
}

function flipped(text: string, bit: number): string {
  const bytes = Buffer.from(text);
  const place = bit % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (bit % 4));
  return bytes.toString("latin1").replaceAll("\0", "\u0001");
}

function flippedUuid(uuid: string | null, bit: number): string {
  if (uuid === null) return "7e0f0bb6-6a51-4a5c-9f5e-0d8a3d2f7c11";
  const digits = [...uuid.replaceAll("-", "")];
  const place = bit % digits.length;
  digits[place] = (Number.parseInt(digits[place] ?? "0", 16) ^ 1).toString(16);
  return digits.join("");
}

/** Swaps two rows, with or without their hashes. */
async function swap(
  db: Database,
  { row: one, other, withHash }: { row: number; other: number; withHash: boolean },
): Promise<void> {
  const rows = await db
    .select()
    .from(audit)
    .where(inArray(audit.id, [one, other]));
  for (const { id, hash, ...values } of rows) {
    const place = id === one ? other : one;
    await db
      .update(audit)
      .set({ ...values, ...(withHash && { hash }) })
      .where(eq(audit.id, place));
  }
}

/** Inserts a copy of a row, with its hash or without one, and renumbers the later rows. */
async function insert(
  db: Database,
  { row: place, copied, withHash }: { row: number; copied: number; withHash: boolean },
): Promise<void> {
  const [model] = await db.select().from(audit).where(eq(audit.id, copied));
  if (!model) throw new Error("no row");
  await db.update(audit).set({ id: sql`-id - 1` }).where(gte(audit.id, place));
  await db.update(audit).set({ id: sql`-id` }).where(lte(audit.id, 0));
  await db.insert(audit).values({ ...model, id: place, hash: withHash ? model.hash : null });
  await db.update(auditHead).set({ id: sql`id + 1` });
}
