import { expect, test } from "vitest";
import { atLeast, atMost } from "./bound.ts";
import { defineGoal, series, takeTurns } from "./goal.ts";
import { failedRow, tableHead, tableRows } from "./table.ts";

const goal = defineGoal({
  id: "G-02",
  quantities: {
    rate: {
      what: "answers a second",
      baseline: "bare server",
      comparison: "ratio",
      digits: 0,
      must: atLeast(0.25),
      aim: atLeast(0.5),
    },
    time: {
      what: "p50, ms",
      baseline: "bare server",
      comparison: "difference",
      digits: 2,
      must: atMost(4),
      aim: null,
    },
    size: {
      what: "page, kB",
      baseline: null,
      comparison: "value",
      digits: 1,
      must: atMost(9),
      aim: atMost(8),
    },
  },
  run: async () => ({
    rate: { ours: [30, 50], baseline: [100, 100] },
    time: { ours: [5, 5], baseline: [0.5, 0.25] },
    size: { ours: [10] },
  }),
});

test("each quantity is a line with its values, its comparison, its bounds and its verdict", async () => {
  const rows = tableRows(goal, await goal.run({ rounds: 1, seconds: 1, requests: 1 }));
  expect(rows).toEqual([
    "| G-02 | answers a second | 30 (30 to 50) | 100: bare server | 0.300 (0.300 to 0.500) x | >= 0.25 x | >= 0.5 x | yes |",
    "| G-02 | p50, ms | 5.00 | 0.25 (0.25 to 0.50): bare server | +4.50 (4.50 to 4.75) | <= +4 | - | no |",
    "| G-02 | page, kB | 10.0 | - | - | <= 9 | <= 8 | no |",
  ]);
});

test("each line has as many cells as the head, also that of a goal which failed", () => {
  const [head = ""] = tableHead().split("\n");
  const cells = (line: string) => line.split(" | ").length;
  expect(cells(failedRow("G-02", new Error("no answer\nat line 1")))).toBe(cells(head));
  expect(failedRow("G-02", new Error("no answer\nat line 1"))).toContain("no answer |");
});

test("a goal that leaves out a quantity is told", () => {
  expect(() => tableRows(goal, {})).toThrow("G-02 did not measure rate");
});

test("all take their turn in each round, and each is the first one as often", async () => {
  const order: string[] = [];
  const ours = series(async () => order.push("ours"));
  const bare = series(async () => order.push("bare"));
  await takeTurns(2, [ours, bare]);
  expect(order).toEqual(["ours", "bare", "bare", "ours"]);
  expect([ours.results, bare.results]).toEqual([
    [1, 4],
    [2, 3],
  ]);
});
