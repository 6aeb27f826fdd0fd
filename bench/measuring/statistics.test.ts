import { expect, test } from "vitest";
import { compared, median, quantiles, spread } from "./statistics.ts";

test("quantiles are values that were measured, whatever their order", () => {
  const values = Array.from({ length: 200 }, (_, n) => 200 - n);
  expect(quantiles(values)).toEqual({ p50: 100, p99: 198 });
  expect(quantiles([7])).toEqual({ p50: 7, p99: 7 });
  expect(quantiles([])).toEqual({ p50: Number.NaN, p99: Number.NaN });
});

test("the median of an even number of rounds is the lower of the two in the middle", () => {
  expect(median([4, 1, 3, 2])).toBe(2);
});

test("numbers are put in order as numbers", () => {
  expect(median([10, 9, 100])).toBe(10);
});

test("a spread tells the median and the extremes, and one value alone where all are equal", () => {
  expect(spread([3, 1, 2], 1)).toBe("2.0 (1.0 to 3.0)");
  expect(spread([3, 1, 2], 1, "+")).toBe("+2.0 (1.0 to 3.0)");
  expect(spread([1.04, 0.96], 1)).toBe("1.0");
});

test("ratios and differences are those of each round, not of the medians", () => {
  const samples = { ours: [10, 30], baseline: [5, 10] };
  expect(compared("ratio", samples)).toEqual([2, 3]);
  expect(compared("difference", samples)).toEqual([5, 20]);
  expect(compared("value", samples)).toEqual([10, 30]);
  expect(compared("value", { ours: [1] })).toEqual([1]);
});

test("a round without a baseline is a mistake of the goal", () => {
  expect(() => compared("ratio", { ours: [1, 2], baseline: [1] })).toThrow("each round");
});
