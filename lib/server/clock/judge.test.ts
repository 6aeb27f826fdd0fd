import { describe, expect, test } from "vitest";
import { type Evidence, judge } from "./judge.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 29, 12);

const calm: Evidence = {
  now: NOW,
  expected: NOW - DAY,
  database: NOW,
  aheadOfBank: null,
  operator: null,
  removesMuch: false,
};

describe("the clock is doubted", () => {
  test.each<[string, Partial<Evidence>, string]>([
    ["half a year ahead of the last known time", { expected: NOW - 200 * DAY }, "jump"],
    ["half a year behind it", { expected: NOW + 200 * DAY }, "jump"],
    ["far from the database's clock", { database: NOW - 4 * DAY }, "database"],
    ["far from the bank's clock", { aheadOfBank: -4 * DAY }, "bank"],
    ["about to remove an unusual share", { removesMuch: true }, "much"],
    [
      "which an operator confirmed two days ago",
      { removesMuch: true, operator: NOW - 2 * DAY },
      "much",
    ],
    [
      "hours from the bank's clock, about to remove much",
      { removesMuch: true, aheadOfBank: 3_600_000 },
      "much",
    ],
  ])("when it is %s", (_case, changed, doubt) => {
    expect(judge({ ...calm, ...changed })).toEqual({ doubt });
  });
});

describe("the clock is trusted", () => {
  const standstill = { expected: NOW - 90 * DAY, removesMuch: true };
  test.each<[string, Partial<Evidence>, string]>([
    ["after a week-end", { expected: NOW - 2.9 * DAY }, "clock"],
    ["in a new installation", { expected: null }, "clock"],
    ["hours from the bank's clock", { aheadOfBank: 3_600_000 }, "clock"],
    [
      "after a standstill, when the bank agrees",
      { ...standstill, aheadOfBank: 4 * MINUTE },
      "bank",
    ],
    [
      "after a standstill, by an operator's word",
      { ...standstill, operator: NOW - MINUTE },
      "operator",
    ],
    [
      "by the bank, whatever the database says",
      { database: NOW + 9 * DAY, aheadOfBank: 0 },
      "bank",
    ],
  ])("%s", (_case, changed, by) => {
    expect(judge({ ...calm, ...changed })).toEqual({ doubt: null, by });
  });

  test("no longer by an operator's word once it has jumped away from it", () => {
    const jumped = { ...calm, now: NOW + 200 * DAY, database: NOW + 200 * DAY };
    expect(judge({ ...jumped, operator: NOW })).toEqual({ doubt: "jump" });
  });
});
