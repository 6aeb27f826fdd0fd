import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { limitsOf, limitVariables } from "./limit-settings.ts";
import { makeLimits } from "./limits.ts";

const defaults = limitsOf(z.object(limitVariables).parse({}));

beforeEach(() => {
  vi.useFakeTimers();
});

async function refusalOf(spending: Promise<void>): Promise<AppError | null> {
  return spending.then(
    () => null,
    (error) => {
      if (error instanceof AppError) return error;
      throw error;
    },
  );
}

test("a budget of three gives three, then says how long to wait, and is whole after a minute", async () => {
  const { spend, waitFor } = makeLimits({ ...defaults, lookUps: 3 });
  for (let time = 0; time < 3; time += 1) {
    expect(await waitFor("lookUps", "anna")).toBeNull();
    await spend("lookUps", "anna");
  }
  vi.advanceTimersByTime(20_500);
  expect(await refusalOf(spend("lookUps", "anna"))).toMatchObject({
    code: "too_many",
    retryAfter: 40,
  });
  expect(await waitFor("lookUps", "anna")).toBe(40);
  vi.advanceTimersByTime(40_000);
  expect(await waitFor("lookUps", "anna")).toBeNull();
  expect(await refusalOf(spend("lookUps", "anna"))).toBeNull();
});

test("budgets are apart for each person and for each kind", async () => {
  const { spend } = makeLimits({ ...defaults, lookUps: 1, exports: 1 });
  await spend("lookUps", "anna");
  expect(await refusalOf(spend("lookUps", "anna"))).not.toBeNull();
  expect(await refusalOf(spend("lookUps", "boris"))).toBeNull();
  expect(await refusalOf(spend("exports", "anna"))).toBeNull();
});

test("of a hundred at once no more than the budget get through", async () => {
  const { spend } = makeLimits({ ...defaults, signIns: 10 });
  const refusals = await Promise.all(
    Array.from({ length: 100 }, () => refusalOf(spend("signIns", "198.51.100.7"))),
  );
  expect(refusals.filter((refusal) => refusal === null)).toHaveLength(10);
});
