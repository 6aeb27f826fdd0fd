import { expect, test } from "vitest";
import { atLeast, atMost, exactly, keeps, verdictOf } from "./bound.ts";

test("the median of the rounds is judged, and the bound itself is met", () => {
  expect(keeps(atMost(2), [1, 2, 9])).toBe(true);
  expect(keeps(atMost(2), [1, 2.01, 9])).toBe(false);
  expect(keeps(atLeast(0.1), [0.1, 0.1, 0.05])).toBe(true);
  expect(keeps(atLeast(0.1), [0.05, 0.09, 0.4])).toBe(false);
});

test("an exact number must be met in each round", () => {
  expect(keeps(exactly(1), [1, 1, 1])).toBe(true);
  expect(keeps(exactly(1), [1, 1, 2])).toBe(false);
});

test("without a round, or with one that gave no number, nothing is met", () => {
  for (const bound of [atMost(1), atLeast(1), exactly(1)]) {
    expect(keeps(bound, [])).toBe(false);
    expect(keeps(bound, [Number.NaN])).toBe(false);
  }
});

test.each([
  [1, "aim"],
  [2, "yes"],
  [4, "no"],
])("a median of %s of a must of 3 and an aim of 1: %s", (value, verdict) => {
  expect(verdictOf({ must: atMost(3), aim: atMost(1) }, [value])).toBe(verdict);
});

test("a bound that is missing asks for nothing", () => {
  expect(verdictOf({ must: null, aim: null }, [5])).toBe("-");
  expect(verdictOf({ must: atMost(5), aim: null }, [5])).toBe("yes");
  expect(verdictOf({ must: null, aim: atMost(5) }, [5])).toBe("aim");
  expect(verdictOf({ must: null, aim: atMost(4) }, [5])).toBe("no");
});
