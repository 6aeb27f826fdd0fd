import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { limitsOf, limitVariables } from "#lib/server/config/rate-limits.ts";
import { countPasswordTry, countVisit, limits, makeLimits, visitorOf } from "./rate-limit.ts";

const defaults = limitsOf(z.object(limitVariables).parse({}));

beforeEach(() => {
  vi.useFakeTimers();
});

test("what bounds a load gives a burst, and then so many a second (A-81)", async () => {
  const { take, waitFor } = makeLimits({ ...defaults, lists: 600 });
  const passed = async (times: number) => {
    let count = 0;
    for (let time = 0; time < times; time += 1) {
      if ((await take("lists", "anna")) === null) count += 1;
    }
    return count;
  };
  expect(await passed(600)).toBe(60);
  expect(await take("lists", "anna")).toBe(1);
  expect(await waitFor("lists", "anna")).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(await passed(600)).toBe(10);
  vi.advanceTimersByTime(3_600_000);
  expect(await passed(600)).toBe(60);
});

test("a small budget may be spent at once, and comes back one by one", async () => {
  const { take, waitFor } = makeLimits({ ...defaults, lookUps: 3 });
  for (let time = 0; time < 3; time += 1) {
    expect(await waitFor("lookUps", "anna")).toBeNull();
    expect(await take("lookUps", "anna")).toBeNull();
  }
  expect(await take("lookUps", "anna")).toBe(20);
  vi.advanceTimersByTime(5_500);
  expect(await waitFor("lookUps", "anna")).toBe(15);
  vi.advanceTimersByTime(14_500);
  expect(await take("lookUps", "anna")).toBeNull();
  expect(await take("lookUps", "anna")).toBe(20);
});

test("what bounds guessing allows so many a minute, then gives the seconds until it ends", async () => {
  const { take, waitFor } = makeLimits({ ...defaults, signIns: 3 });
  for (let time = 0; time < 3; time += 1) {
    expect(await waitFor("signIns", "anna")).toBeNull();
    await take("signIns", "anna");
  }
  vi.advanceTimersByTime(20_500);
  expect(await take("signIns", "anna")).toBe(40);
  expect(await waitFor("signIns", "anna")).toBe(40);
  vi.advanceTimersByTime(40_000);
  expect(await waitFor("signIns", "anna")).toBeNull();
  expect(await take("signIns", "anna")).toBeNull();
});

test("counts each key and each budget separately", async () => {
  const { take } = makeLimits({ ...defaults, lookUps: 1, exports: 1 });
  await take("lookUps", "anna");
  expect(await take("lookUps", "anna")).not.toBeNull();
  expect(await take("lookUps", "boris")).toBeNull();
  expect(await take("exports", "anna")).toBeNull();
});

test("allows no more than the budget of a hundred parallel requests", async () => {
  const { take } = makeLimits({ ...defaults, signIns: 10 });
  const waits = await Promise.all(
    Array.from({ length: 100 }, () => take("signIns", "198.51.100.7")),
  );
  expect(waits.filter((wait) => wait === null)).toHaveLength(10);
});

/** Whether the attempt after the last that an address has is refused. */
async function isRefusedAtLast(attempt: () => Promise<void>): Promise<boolean> {
  for (let time = 0; time < defaults.signIns; time += 1) await attempt();
  return attempt().then(
    () => false,
    () => true,
  );
}

test("attempts count by address first, and what is refused there takes nothing from all (A-17)", async () => {
  const all = vi.spyOn(limits(), "take");
  const takenFromAll = () => all.mock.calls.filter(([budget]) => budget === "allSignIns").length;
  expect(await isRefusedAtLast(() => countPasswordTry("198.51.100.1", null))).toBe(true);
  for (let time = 0; time < 50; time += 1) {
    await expect(countPasswordTry("198.51.100.1", null)).rejects.toThrow("too_many");
  }
  expect(takenFromAll()).toBe(defaults.signIns);
  await countPasswordTry("198.51.100.2", null);
  // Neither a browser that the person uses nor a passkey is part of the common budget.
  await countPasswordTry("198.51.100.1", "browser of the person");
  await countVisit(visitorOf("198.51.100.1", null), "passkeySignIns");
  expect(takenFromAll()).toBe(defaults.signIns + 1);
});

test("a budget of a day lasts for a day", async () => {
  const { take } = makeLimits({ ...defaults, revealsOfDay: 2 });
  for (let time = 0; time < 2; time += 1) expect(await take("revealsOfDay", "anna")).toBeNull();
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(await take("revealsOfDay", "anna")).toBe(3_600);
  vi.advanceTimersByTime(3_600_000);
  expect(await take("revealsOfDay", "anna")).toBeNull();
});
