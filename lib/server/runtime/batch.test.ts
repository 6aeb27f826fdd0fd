import { expect, test } from "vitest";
import { batched } from "./batch.ts";

/** Doubles numbers and records its batches. */
function doubler(max: number) {
  const batches: number[][] = [];
  const double = batched<number, number>(
    async (items) => {
      batches.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      if (items.includes(13)) throw new Error("thirteen");
      return items.map((item) => item * 2);
    },
    { max },
  );
  return { double, batches };
}

test("the first item is processed at once, items that arrive meanwhile share a batch", async () => {
  const { double, batches } = doubler(10);
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1], [2, 3]]);
  expect(await double(4)).toBe(8);
  expect(batches).toEqual([[1], [2, 3], [4]]);
});

test("a batch has no more items than allowed", async () => {
  const { double, batches } = doubler(2);
  await Promise.all([1, 2, 3, 4, 5, 6].map(double));
  expect(batches).toEqual([[1], [2, 3], [4, 5], [6]]);
});

test("a failing item does not fail the others", async () => {
  const { double } = doubler(10);
  const settled = await Promise.allSettled([1, 12, 13, 14].map(double));
  expect(
    settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason))),
  ).toEqual([2, 24, "Error: thirteen", 28]);
});

test("a fault that is no item's fails all that wait, once", async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  let batches = 0;
  const ask = batched<number, number>(
    async (items) => {
      batches += 1;
      if (batches === 1) return items;
      return batches === 2 ? promise : items;
    },
    { max: 2, isNoItems: (error) => String(error) === "Error: down" },
  );
  const asked = [1, 2, 3, 4, 5].map(ask);
  await asked[0];
  reject(new Error("down"));
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", ...Array(4).fill("rejected")]);
  expect(batches).toBe(2);
  expect(await ask(6)).toBe(6);
});
