import { expect, test } from "vitest";
import { together } from "./batch.ts";

/** Doubles numbers; each round ends when it is let go, and is noted. */
function doubler(most: number) {
  const rounds: number[][] = [];
  const double = together<number, number>(
    async (items) => {
      rounds.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      if (items.includes(13)) throw new Error("thirteen");
      return items.map((item) => item * 2);
    },
    { most },
  );
  return { double, rounds };
}

test("the first goes at once, those that come meanwhile go together", async () => {
  const { double, rounds } = doubler(10);
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(rounds).toEqual([[1], [2, 3]]);
  expect(await double(4)).toBe(8);
  expect(rounds).toEqual([[1], [2, 3], [4]]);
});

test("a round is no larger than allowed", async () => {
  const { double, rounds } = doubler(2);
  await Promise.all([1, 2, 3, 4, 5, 6].map(double));
  expect(rounds).toEqual([[1], [2, 3], [4, 5], [6]]);
});

test("one that fails does so alone", async () => {
  const { double } = doubler(10);
  const settled = await Promise.allSettled([1, 12, 13, 14].map(double));
  expect(
    settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason))),
  ).toEqual([2, 24, "Error: thirteen", 28]);
});
