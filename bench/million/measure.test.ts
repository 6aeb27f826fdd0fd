import { expect, test } from "vitest";
import { faultOf, timesOf } from "./measure.ts";

test("times are told by their quantiles, whatever their order", () => {
  const times = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(timesOf(times)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
});

test("of sixty times the slowest hundredth is the longest", () => {
  const times = Array.from({ length: 60 }, (_, n) => n + 1);
  expect(timesOf(times).p99).toBe(60);
});

test.each([
  ["Seq Scan on payments  (actual rows=9 loops=1)", "reads the whole table"],
  ["Seq Scan on payments_old  (actual rows=9 loops=1)", null],
  ["Index Scan using by_term\n  Rows Removed by Filter: 101", "passes over much of the table"],
  ["Index Scan using by_term\n  Rows Removed by Filter: 100", null],
  [
    "Rows Removed by Filter: 3\n  Rows Removed by Index Recheck: 900",
    "passes over much of the table",
  ],
  ["Index Only Scan using by_term  (actual rows=51 loops=1)", null],
])("of a table of a thousand, the plan %j: %s", (plan, fault) => {
  expect(faultOf(plan, "payments", 1_000)).toBe(fault);
});
