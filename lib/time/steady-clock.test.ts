import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { steadyNow } from "./steady-clock.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date", "performance"] }));
afterEach(() => vi.useRealTimers());

/** How far the steady clock goes on meanwhile. */
function elapsedIn(change: () => void): number {
  steadyNow();
  const before = steadyNow();
  change();
  return steadyNow() - before;
}

test("it goes on with the time", () => {
  expect(elapsedIn(() => vi.advanceTimersByTime(90_000))).toBe(90_000);
});

test("a wall clock that is set back, or corrected a little, changes nothing", () => {
  for (const step of [-86_400_000, -600_000, -1, 1, 900]) {
    expect(elapsedIn(() => vi.setSystemTime(Date.now() + step))).toBe(0);
  }
});

test("a machine that slept has slept, however often it is asked since", () => {
  const slept = () => vi.setSystemTime(Date.now() + 8 * 3_600_000);
  expect(elapsedIn(slept)).toBe(8 * 3_600_000);
  expect(elapsedIn(() => {})).toBe(0);
});
