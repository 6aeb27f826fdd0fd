import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startDeadline } from "./deadline.ts";
import { createRetry } from "./retry.ts";
import { LIMITS, type Limits } from "./timeouts.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The moments at which work was tried that never succeeds. */
async function triedAt(limits: Partial<Limits>, random: () => number): Promise<number[]> {
  const monotonic = () => performance.now();
  const retry = createRetry({ ...LIMITS, repeatBurst: 100, ...limits }, { random, monotonic });
  const begun = monotonic();
  const tried: number[] = [];
  const deadline = startDeadline({ ms: 60_000, monotonic });
  const work = async () => {
    tried.push(monotonic() - begun);
    return { outcome: null, repeat: "again" } as const;
  };
  const done = retry(work, deadline);
  await vi.advanceTimersByTimeAsync(59_000);
  await done;
  deadline.clear();
  return tried;
}

test("pauses are random below a bound that doubles up to a cap", async () => {
  const limits = { attempts: 5, backoffBaseMs: 20, backoffCapMs: 50 };
  expect(await triedAt(limits, () => 0.5)).toEqual([0, 10, 30, 55, 80]);
});

test("luck may make a pause as short as nothing", async () => {
  const limits = { attempts: 2, backoffBaseMs: 50_000, backoffCapMs: 50_000 };
  expect(await triedAt(limits, () => 0)).toEqual([0, 0]);
});
