import { expect, test, vi } from "vitest";
import { remembered } from "./remembered.ts";

test("the same input is computed once, another one anew", () => {
  const compute = vi.fn((a: number, b: { c: number } | null) => ({ sum: a + (b?.c ?? 0) }));
  const add = remembered(compute, 10);
  expect(add(1, { c: 2 })).toEqual({ sum: 3 });
  expect(add(1, { c: 2 })).toBe(add(1, { c: 2 }));
  expect(add(1, null)).toEqual({ sum: 1 });
  expect(compute).toHaveBeenCalledTimes(2);
});

test("a result that is nothing is remembered too", () => {
  const compute = vi.fn(() => null);
  const nothing = remembered(compute, 10);
  expect([nothing(), nothing()]).toEqual([null, null]);
  expect(compute).toHaveBeenCalledTimes(1);
});

test("of more results than may be kept, the one asked for longest ago goes", () => {
  const compute = vi.fn((n: number) => n);
  const same = remembered(compute, 2);
  for (const n of [1, 2, 1, 3]) same(n);
  expect(compute).toHaveBeenCalledTimes(3);
  same(1);
  expect(compute).toHaveBeenCalledTimes(3);
  same(2);
  expect(compute).toHaveBeenCalledTimes(4);
});
