import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Role } from "#lib/account/access.ts";
import { checkPassword } from "#lib/server/auth/check-password.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { addPerson, blockPerson, personByEmail, unblockPerson } from "./accounts.ts";
import { setUp } from "./password/change.ts";
import { startSession } from "./sessions/sessions.ts";
import { blockUnused, unusedShare } from "./unused.ts";

const origin = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
const password = "a long sentence only I know";
const NOWHERE = { ip: null, userAgent: null, mustEnrol: false };

async function add(db: Database, email: string, role: Role): Promise<string> {
  const token = await addPerson(db, { email, role });
  await setUp(db, { token, password, repeat: password, origin });
  return email;
}

async function use(db: Database, email: string): Promise<void> {
  await startSession(db, (await personByEmail(db, email)).id, NOWHERE);
}

async function isBlocked(db: Database, email: string): Promise<boolean> {
  const [row] = await db.select().from(people).where(eq(people.email, email));
  return row?.blockedAt !== null;
}

const days = (count: number) => vi.setSystemTime(Date.now() + count * 86_400_000);

withDatabase("accounts that nobody uses", (db) => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
    await db().update(people).set({ blockedAt: new Date() });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("are blocked after more than 90 days, and used ones are not (P-13)", async () => {
    const near = await add(db(), "near@example.kz", "clerk");
    const far = await add(db(), "far@example.kz", "clerk");
    days(90);
    expect(await unusedShare(db())).toEqual({ old: 0, all: 2 });
    expect(await blockUnused(db())).toEqual({ blocked: 0, spared: 0 });
    await use(db(), near);
    days(1);
    expect(await unusedShare(db())).toEqual({ old: 1, all: 2 });
    expect(await blockUnused(db())).toEqual({ blocked: 1, spared: 0 });
    expect(await isBlocked(db(), near)).toBe(false);
    expect(await checkPassword(db(), { email: far, password, origin })).toBeNull();
    await unblockPerson(db(), far);
    expect(await checkPassword(db(), { email: far, password, origin })).not.toBeNull();
    expect(await blockUnused(db())).toEqual({ blocked: 0, spared: 0 });
  });

  test("never take the last administrator: the one who was there last stays", async () => {
    const first = await add(db(), "first@example.kz", "admin");
    const second = await add(db(), "second@example.kz", "admin");
    await addPerson(db(), { email: "invited@example.kz", role: "admin" });
    days(1);
    await use(db(), first);
    days(91);
    expect(await blockUnused(db())).toEqual({ blocked: 1, spared: 1 });
    expect(await isBlocked(db(), first)).toBe(false);
    expect(await isBlocked(db(), second)).toBe(true);
    await unblockPerson(db(), second);
    expect(await blockUnused(db())).toEqual({ blocked: 1, spared: 0 });
    expect(await isBlocked(db(), first)).toBe(true);
  });

  test("sign in as before when only the clock of the sign-in is ahead", async () => {
    const email = await add(db(), "early@example.kz", "clerk");
    days(200);
    expect(await checkPassword(db(), { email, password, origin })).not.toBeNull();
    await blockPerson(db(), email);
    expect(await checkPassword(db(), { email, password, origin })).toBeNull();
  });
});
