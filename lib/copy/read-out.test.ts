import { expect, test } from "vitest";
import { digitByDigit } from "./read-out.ts";

test.each([
  ["231951411351", "2 3 1 9|5 1 4 1|1 3 5 1"],
  ["170243", "1 7 0|2 4 3"],
  ["AB12", "A B 1|2"],
  ["7", "7"],
])("%s is read out as %s: no reader makes one value of it", (value, groups) => {
  expect(digitByDigit(value).replaceAll("\u00a0", " ").replaceAll("\u2003", "|")).toBe(groups);
});
