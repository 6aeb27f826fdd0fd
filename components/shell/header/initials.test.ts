import { expect, test } from "vitest";
import { initialsOf } from "./initials.ts";

test.each([
  ["aigul.serikova@shop.kz", "as"],
  ["kassa-2@shop.kz", "k2"],
  ["admin@demo.kz", "ad"],
  ["a@demo.kz", "a"],
  ["@", ""],
])("%s is %s", (email, initials) => {
  expect(initialsOf(email)).toBe(initials);
});
