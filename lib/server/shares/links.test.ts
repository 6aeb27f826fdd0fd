import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { newSecret, secretHash } from "#lib/server/crypto/random-secret.ts";
import { shares } from "#lib/server/db/schema/payments.ts";
import { blockPerson, unblockPerson } from "#lib/server/people/accounts.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { entries, environment, last, make, ORIGIN, open, supervisor } from "#testing/shares.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { deleteShares, liveShares, revokeShare } from "./links.ts";
import { openShare } from "./open-link.ts";

afterEach(() => {
  vi.useRealTimers();
});

withDatabase("shares", (db, owner) => {
  test("a link shows its snapshot; the database contains only the token's hash (A-36, P-36)", async () => {
    const actor = await supervisor(db());
    const { token, snapshot, invoiceId, id } = await make(db(), actor);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(await open(db(), token)).toMatchObject({ snapshot, language: "kk" });
    const everything = await db().execute(
      sql`select (select json_agg(s) from shares s)::text || (select json_agg(a) from audit a)::text as all`,
    );
    expect(JSON.stringify(everything)).toContain(id);
    expect(JSON.stringify(everything)).not.toContain(token);
    expect(await last(db(), "share.created")).toMatchObject({
      actor: actor.email,
      resource: invoiceId,
      detail: { share: id, fields: "rrn", language: "kk", hours: 24, views: 3 },
    });
    expect(await last(db(), "share.opened")).toMatchObject({
      actor: null,
      ip: ORIGIN.ip,
      userAgent: ORIGIN.userAgent,
      resource: invoiceId,
      detail: { share: id, view: 1 },
    });
  });

  test("of fifty parallel requests ten open a link with ten views (A-36)", async () => {
    const { token, id } = await make(db(), await supervisor(db()), { views: 10 });
    const opened = await Promise.all(Array.from({ length: 50 }, () => open(db(), token)));
    expect(opened.filter(Boolean)).toHaveLength(10);
    const [row] = await db().select().from(shares).where(eq(shares.id, id));
    expect(row?.views).toBe(10);
    const views = (await entries(db(), "share.opened"))
      .filter(({ detail }) => detail.share === id)
      .map(({ detail }) => detail.view);
    expect(views).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await last(db(), "share.refused")).toMatchObject({
      detail: { share: id, why: "used_up" },
    });
  });

  test("a device that reads again within the hour is not counted again", async () => {
    const { token, id } = await make(db(), await supervisor(db()), { views: 1, hours: 24 });
    const [device, other] = [newSecret(), newSecret()];
    const start = Date.now();
    const opened = await open(db(), token, device);
    expect(opened).toMatchObject({ views: 1, maxViews: 1 });
    expect(opened?.againUntil.getTime()).toBeGreaterThanOrEqual(start + 3_600_000);
    const again = await open(db(), token, device);
    expect(again).toEqual(opened);
    expect(await last(db(), "share.opened")).toMatchObject({
      detail: { share: id, view: 1, again: 1 },
    });
    expect(await open(db(), token, other)).toBeNull();
    const [row] = await db().select().from(shares).where(eq(shares.id, id));
    expect(JSON.stringify(row)).not.toContain(device);
    vi.useFakeTimers({ toFake: ["Date"], now: start + 3_601_000 });
    expect(await open(db(), token, device)).toBeNull();
  });

  test("a device counts once an hour, also with parallel requests", async () => {
    const { token, id } = await make(db(), await supervisor(db()), { views: 10, hours: 24 });
    const device = newSecret();
    const openAll = () => Promise.all(Array.from({ length: 8 }, () => open(db(), token, device)));
    expect((await openAll()).every((one) => one?.views === 1)).toBe(true);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_601_000 });
    expect((await openAll()).every((one) => one?.views === 2)).toBe(true);
    const [row] = await db().select().from(shares).where(eq(shares.id, id));
    expect([row?.views, Object.keys(row?.devices ?? {})]).toEqual([2, [secretHash(device)]]);
  });

  test("no device reads on after the link was revoked", async () => {
    const actor = await supervisor(db());
    const { token, id } = await make(db(), actor, { views: 1 });
    const device = newSecret();
    expect(await open(db(), token, device)).not.toBeNull();
    await revokeShare(db(), { id, environment, actor });
    expect(await open(db(), token, device)).toBeNull();
  });

  test("a link expires at its time (A-36, P-33)", async () => {
    const { token, id, invoiceId } = await make(db(), await supervisor(db()), { hours: 1 });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 - 5_000 });
    expect(await open(db(), token)).not.toBeNull();
    vi.setSystemTime(Date.now() + 5_001);
    expect(await open(db(), token)).toBeNull();
    expect(await liveShares(db(), { environment, invoiceId })).toEqual([]);
    expect(await last(db(), "share.refused")).toMatchObject({
      success: false,
      detail: { share: id, why: "expired" },
    });
  });

  test("a revoked link does not open, and the audit log records the revocation once (A-36, P-36)", async () => {
    const [maker, other] = [await supervisor(db()), await supervisor(db())];
    const { token, id, invoiceId } = await make(db(), maker);
    expect(await revokeShare(db(), { id, environment, actor: other })).toBe(true);
    expect(await revokeShare(db(), { id, environment, actor: maker })).toBe(true);
    expect(await revokeShare(db(), { id: randomUUID(), environment, actor: maker })).toBe(false);
    expect(await open(db(), token)).toBeNull();
    expect(await last(db(), "share.refused")).toMatchObject({ detail: { why: "revoked" } });
    const revoked = (await entries(db(), "share.revoked")).filter(
      (one) => one.resource === invoiceId,
    );
    expect(revoked).toMatchObject([{ actor: other.email, detail: { share: id, views: 0 } }]);
  });

  test("links of a blocked person do not open, and those of others do (P-12)", async () => {
    const [blocked, other] = [await supervisor(db()), await supervisor(db())];
    const [dead, alive] = [await make(db(), blocked), await make(db(), other)];
    await blockPerson(db(), blocked.email);
    expect(await open(db(), dead.token)).toBeNull();
    expect(await last(db(), "share.refused")).toMatchObject({ detail: { why: "blocked" } });
    expect(await open(db(), alive.token)).not.toBeNull();
    const listed = (await liveShares(db(), { environment })).map(({ id }) => id);
    expect(listed).toContain(alive.id);
    expect(listed).not.toContain(dead.id);
    await unblockPerson(db(), blocked.email);
    expect(await open(db(), dead.token)).not.toBeNull();
  });

  test("the audit log records an attempt with an unknown token, without the token (P-33)", async () => {
    expect(await open(db(), "guessed-token")).toBeNull();
    const entry = await last(db(), "share.refused");
    expect(entry).toMatchObject({ resource: null, ip: ORIGIN.ip, detail: { why: "unknown" } });
    expect(JSON.stringify(entry)).not.toContain("guessed-token");
  });

  test("another environment's link is unknown", async () => {
    const { token } = await make(db(), await supervisor(db()));
    const there = { token, device: newSecret(), environment: "production", origin: ORIGIN };
    expect(await openShare(db(), there)).toBeNull();
    expect(await last(db(), "share.refused")).toMatchObject({ detail: { why: "unknown" } });
  });

  test("if the audit cannot be written, no link is made or revoked and no view is shown or counted", async () => {
    const actor = await supervisor(db());
    const { token, id } = await make(db(), actor);
    await owner().execute(sql`alter table audit add constraint no_more check (id < 0) not valid`);
    try {
      await expect(open(db(), token)).rejects.toThrow();
      await expect(make(db(), actor)).rejects.toThrow();
      await expect(revokeShare(db(), { id, environment, actor })).rejects.toThrow();
    } finally {
      await owner().execute(sql`alter table audit drop constraint no_more`);
    }
    expectErrors("audit cannot be written");
    const rows = await db().select().from(shares).where(eq(shares.madeBy, actor.personId));
    expect(rows).toMatchObject([{ views: 0, revokedAt: null }]);
  });

  test("deletes links that expired before a moment, and links with observations before another", async () => {
    const { id } = await make(db(), await supervisor(db()), { hours: 1 });
    const isThere = async () =>
      (await db().select().from(shares).where(eq(shares.id, id))).length > 0;
    const [before, after] = [new Date(0), new Date(Date.now() + 7_200_000)];
    await deleteShares(db(), { expiredBefore: before, seenBefore: before });
    expect(await isThere()).toBe(true);
    await deleteShares(db(), { expiredBefore: after, seenBefore: before });
    expect(await isThere()).toBe(false);
    await make(db(), await supervisor(db()));
    // The sample was seen on the morning of 24 November 2026.
    const seenBefore = new Date("2026-11-24T08:00:01Z");
    expect(await deleteShares(db(), { expiredBefore: before, seenBefore })).toBeGreaterThan(0);
    expect(await liveShares(db(), { environment })).toEqual([]);
  });
});
