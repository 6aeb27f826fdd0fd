import { expect, test } from "vitest";
import { mostFrequent, withoutGaps } from "./figures.ts";

test("an hour without a look-up stands between its neighbours as none", () => {
  const [nine, twelve] = [9, 12].map((hour) => ({ hour, payments: 2, notPaid: 1 }));
  if (!nine || !twelve) throw new Error("two hours");
  expect(withoutGaps([nine, twelve]).map(({ hour, payments }) => [hour, payments])).toEqual([
    [9, 2],
    [10, 0],
    [11, 0],
    [12, 2],
  ]);
  expect(withoutGaps([])).toEqual([]);
});

test("reasons are counted, the most frequent first and equal ones by code", () => {
  expect(mostFrequent(["484", "455", "484", "10", "455", "7"], 3)).toEqual([
    { code: "455", count: 2 },
    { code: "484", count: 2 },
    { code: "10", count: 1 },
  ]);
});
