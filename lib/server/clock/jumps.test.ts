import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log } from "#lib/server/log.ts";
import { watchForJumps } from "./jumps.ts";
import { millisecondsAhead, noteOtherClock } from "./other-clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance", "setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a jump forward is told once, with its length (P-42)", () => {
  const warn = vi.spyOn(log(), "warn").mockReturnValue();
  watchForJumps();
  vi.advanceTimersByTime(5 * MINUTE);
  expect(warn).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + HOUR);
  vi.advanceTimersByTime(5 * MINUTE);
  expect(warn.mock.calls).toEqual([[{ milliseconds: HOUR }, "the clock went forward"]]);
});

test("what the bank's clock has told holds until this one jumps", () => {
  noteOtherClock(Date.now() - 2_000);
  vi.advanceTimersByTime(30 * 24 * HOUR);
  expect(millisecondsAhead()).toBe(2_000);
  vi.setSystemTime(Date.now() + HOUR);
  expect(millisecondsAhead()).toBeNull();
});

test("a clock that differs from the bank's is told once", () => {
  const warn = vi.spyOn(log(), "warn").mockReturnValue();
  for (const ahead of [1_000, HOUR, HOUR, HOUR, 1_000, HOUR]) noteOtherClock(Date.now() - ahead);
  const told = [{ milliseconds: HOUR }, "the clock differs from the bank's"];
  expect(warn.mock.calls).toEqual([told, told]);
});
