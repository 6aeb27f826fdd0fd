import { eq } from "drizzle-orm";
import { NodePgSession } from "drizzle-orm/node-postgres";
import { afterEach, expect, test, vi } from "vitest";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { shares } from "#lib/server/db/schema/payments.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { last, make, open, supervisor } from "#testing/shares.ts";

const GUESSES = 10_000;
const AT_ONCE = 100;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** All SQL statements that the action sends. */
async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  const { mock } = vi.spyOn(NodePgSession.prototype, "prepareQuery");
  await act();
  const said = mock.calls.map(([query]) => query.sql);
  vi.restoreAllMocks();
  return said;
}

withDatabase("guessed tokens", (db) => {
  test("a guessed token causes the same statements as an expired link (A-40)", async () => {
    const { token } = await make(db(), await supervisor(db()), { hours: 1 });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_001 });
    const expired = await statementsOf(() => open(db(), token));
    expect(await last(db(), "share.refused")).toMatchObject({ detail: { why: "expired" } });
    const guessed = await statementsOf(() => open(db(), newSecret()));
    expect(await last(db(), "share.refused")).toMatchObject({ detail: { why: "unknown" } });
    expect(guessed.length).toBeGreaterThan(2);
    expect(guessed).toEqual(expired);
  });

  test("ten thousand guesses open no link, count no view and are all in the audit log (A-40, P-33)", {
    timeout: 300_000,
  }, async () => {
    const { token } = await make(db(), await supervisor(db()));
    const before = await db().select().from(shares);
    const refusals = () => db().$count(audit, eq(audit.event, "share.refused"));
    const refusedBefore = await refusals();
    const opened = new Set<unknown>();
    for (let made = 0; made < GUESSES; made += AT_ONCE) {
      const guesses = Array.from({ length: AT_ONCE }, () => open(db(), newSecret()));
      for (const answer of await Promise.all(guesses)) opened.add(answer);
    }
    expect([...opened]).toEqual([null]);
    expect(await db().select().from(shares)).toEqual(before);
    expect((await refusals()) - refusedBefore).toBe(GUESSES);
    expect(await open(db(), token)).not.toBeNull();
  });
});
