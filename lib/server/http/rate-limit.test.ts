import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { limitsOf, limitVariables } from "#lib/server/config/rate-limits.ts";
import { makeLimits } from "./rate-limit.ts";

const defaults = limitsOf(z.object(limitVariables).parse({}));

beforeEach(() => {
  vi.useFakeTimers();
});

test("allows three requests in a minute, then gives the seconds until the window ends", async () => {
  const { take, waitFor } = makeLimits({ ...defaults, lookUps: 3 });
  for (let time = 0; time < 3; time += 1) {
    expect(await waitFor("lookUps", "anna")).toBeNull();
    await take("lookUps", "anna");
  }
  vi.advanceTimersByTime(20_500);
  expect(await take("lookUps", "anna")).toBe(40);
  expect(await waitFor("lookUps", "anna")).toBe(40);
  vi.advanceTimersByTime(40_000);
  expect(await waitFor("lookUps", "anna")).toBeNull();
  expect(await take("lookUps", "anna")).toBeNull();
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

test("a budget of a day lasts for a day", async () => {
  const { take } = makeLimits({ ...defaults, revealsOfDay: 2 });
  for (let time = 0; time < 2; time += 1) expect(await take("revealsOfDay", "anna")).toBeNull();
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(await take("revealsOfDay", "anna")).toBe(3_600);
  vi.advanceTimersByTime(3_600_000);
  expect(await take("revealsOfDay", "anna")).toBeNull();
});
