import { expect, test } from "vitest";
import { spelledOut } from "#lib/copy/read-out.ts";
import { brandInText, brandOfNumber } from "./brand.ts";
import { successorOf } from "./issuers.ts";

test.each([
  ["VISA", "visa"],
  ["Visa Electron", "visa"],
  ["MasterCard Standard", "mastercard"],
  ["MASTER CARD", "mastercard"],
  ["Maestro", "maestro"],
  ["AMEX", "amex"],
  ["UnionPay International", "unionpay"],
  ["МИР", "mir"],
  ["something else", null],
  [null, null],
])("the text %s names %s", (text, brand) => {
  expect(brandInText(text)).toBe(brand);
});

test.each([
  ["400303", "visa"],
  ["510000", "mastercard"],
  ["222100", "mastercard"],
  ["272099", "mastercard"],
  ["272100", null],
  ["220400", "mir"],
  ["220500", null],
  ["340000", "amex"],
  ["620000", "unionpay"],
  ["676300", "maestro"],
  ["", null],
])("the number %s belongs to %s", (first, brand) => {
  expect(brandOfNumber(first)).toBe(brand);
});

test("a former name of a bank is explained, a current one is not", () => {
  expect(successorOf("Казкоммерцбанк")).toEqual({ name: "Halyk Bank", since: 2018 });
  expect(successorOf("Kaspi Bank")).toBeNull();
  expect(successorOf(null)).toBeNull();
});

test("letters of a code are spelled in three languages, digits are not", () => {
  expect(spelledOut("170243")).toEqual([]);
  expect(spelledOut("a1b").map(({ text }) => text)).toEqual([
    "A\u00a0– Astana сөзіндегідей, B\u00a0– Berlin сөзіндегідей",
    "A\u00a0— как в\u00a0слове Astana, B\u00a0— как в\u00a0слове Berlin",
    "A as in Alfa, B as in Bravo",
  ]);
});
