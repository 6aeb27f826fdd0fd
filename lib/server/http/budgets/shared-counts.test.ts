import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { limitsOf, limitVariables } from "#lib/server/config/rate-limits.ts";
import { requestCounts } from "#lib/server/db/schema/request-counts.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { makeLimits } from "../rate-limit.ts";
import type { CountStore } from "./shared-counts.ts";
import { addCounts, removeEndedCounts } from "./stored-counts.ts";

const limits = {
  ...limitsOf(z.object(limitVariables).parse({})),
  ...{ signIns: 10, lookUps: 20, requests: 5 },
};

/** The limits of one process, and the function that sends its counts. */
function makeProcess(store: CountStore) {
  const made = makeLimits(limits);
  return { ...made, send: made.share(store) };
}
type Process = ReturnType<typeof makeProcess>;

/** Takes so often at once; how many were let through. */
async function passed(
  { take }: Process,
  budget: keyof typeof limits,
  { times, key = "anna" }: { times: number; key?: string },
): Promise<number> {
  const waits = await Promise.all(Array.from({ length: times }, () => take(budget, key)));
  return waits.filter((wait) => wait === null).length;
}

withDatabase("budgets of two processes", (db) => {
  const store: CountStore = (added) => addCounts(db(), added);

  test("let through exactly as many attempts to sign in as one budget has", async () => {
    const [one, other] = [makeProcess(store), makeProcess(store)];
    const counts = await Promise.all([
      passed(one, "signIns", { times: 10 }),
      passed(other, "signIns", { times: 10 }),
    ]);
    expect(counts[0] + counts[1]).toBe(10);
    const wait = await one.take("signIns", "anna");
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await other.take("signIns", "boris")).toBeNull();
  });

  test("of a person's look-ups are used up for both once each has sent its counts", async () => {
    const [one, other] = [makeProcess(store), makeProcess(store)];
    expect(await passed(one, "lookUps", { times: 19 })).toBe(19);
    await one.send();
    expect(await other.take("lookUps", "anna")).toBeNull();
    await other.send();
    expect(await other.take("lookUps", "anna")).not.toBeNull();
    expect(await other.waitFor("lookUps", "anna")).not.toBeNull();
    expect(await one.take("lookUps", "anna")).toBeNull();
    await one.send();
    expect(await one.waitFor("lookUps", "anna")).not.toBeNull();
  });

  test("let through little more than one budget has when all come at once", async () => {
    const [one, other] = [makeProcess(store), makeProcess(store)];
    const counts = await Promise.all([
      passed(one, "lookUps", { times: 40, key: "dina" }),
      passed(other, "lookUps", { times: 40, key: "dina" }),
    ]);
    // A twentieth passes at each process before it asks.
    expect(counts[0] + counts[1]).toBeGreaterThanOrEqual(20);
    expect(counts[0] + counts[1]).toBeLessThanOrEqual(22);
  });

  test("are asked for only when more than a twentieth comes between two rounds", async () => {
    const asked = vi.fn(store);
    const one = makeProcess(asked);
    await passed(one, "lookUps", { times: 1, key: "boris" });
    expect(asked).not.toHaveBeenCalled();
    await passed(one, "lookUps", { times: 1, key: "boris" });
    expect(asked.mock.calls.map(([added]) => [...added])).toEqual([[["lookUps:boris", 2]]]);
  });

  test("begin anew with the minute, by the clock of the database", async () => {
    const key = "lookUps:clara";
    expect(await addCounts(db(), new Map([[key, 40]]))).toMatchObject([{ key, points: 40 }]);
    const [again] = await addCounts(db(), new Map([[key, 2]]));
    expect(again?.points).toBe(42);
    expect(again?.millisecondsLeft).toBeLessThanOrEqual(60_000);
    await db().update(requestCounts).set({ endsAt: sql`now() - interval '1 second'` });
    const [anew] = await addCounts(db(), new Map([[key, 2]]));
    expect(anew?.points).toBe(2);
    expect(anew?.millisecondsLeft).toBeGreaterThan(0);
    await removeEndedCounts(db());
    expect(await db().select().from(requestCounts)).toMatchObject([{ key, points: 2 }]);
  });

  test("of a day begin anew with the day", async () => {
    const [counted] = await addCounts(db(), new Map([["revealsOfDay:dina", 1]]));
    expect(counted?.millisecondsLeft).toBeGreaterThan(86_000_000);
  });

  test("of a process alone and all its requests take no statement", async () => {
    const asked = vi.fn(store);
    const one = makeProcess(asked);
    expect(await passed(one, "requests", { times: 10 })).toBe(5);
    await one.send();
    expect(asked).not.toHaveBeenCalled();
  });
});

test("without a database each process keeps its own budgets, and later sends what it counted", async () => {
  let isDown = true;
  const sent: [string, number][] = [];
  const one = makeProcess(async (added) => {
    if (isDown) throw new Error("down");
    sent.push(...added);
    return [];
  });
  expect(await passed(one, "signIns", { times: 15 })).toBe(10);
  expect(await passed(one, "lookUps", { times: 24 })).toBe(20);
  await one.send();
  expect(sent).toEqual([]);
  isDown = false;
  await one.send();
  expect(sent).toEqual([
    ["signIns:anna", 10],
    ["lookUps:anna", 20],
  ]);
});

test("a database that does not answer holds no attempt up", async () => {
  vi.useFakeTimers();
  const store = vi.fn<CountStore>(() => new Promise(() => {}));
  const one = makeProcess(store);
  const asked = [one.take("signIns", "anna"), one.take("signIns", "boris")];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await Promise.all(asked)).toEqual([null, null]);
  expect(await one.take("signIns", "clara")).toBeNull();
  await one.send();
  expect(store).toHaveBeenCalledTimes(1);
});
