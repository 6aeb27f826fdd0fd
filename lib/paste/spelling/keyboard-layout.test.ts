import { expect, test } from "vitest";
import { readPaste } from "../paste.ts";
import { kazakhRowDigits, otherLayout, russianLayoutNumber } from "./keyboard-layout.ts";

test.each([
  ['әқғә"үқ.ң', "205218074"],
  ["іғқәұүңқә", "350298402"],
  ["ӘҚҒӘ!ҮҚ:Ң", "205218074"],
  ["әқәұөққңә", "2029-0042"],
  ['ұүә"', "9821"],
])("%s under the Kazakh layout is %s", (typed, digits) => {
  expect(kazakhRowDigits(typed)).toBe(digits);
  expect(readPaste(typed)).toMatchObject({
    is: "invoice",
    invoiceId: digits.replace("-", ""),
    changes: expect.arrayContaining(["layout"]),
  });
});

test.each(["Әлі", "өңің", "құқық", "......", '"!",.;', "үқ", "қағаз"])("%s is not", (text) => {
  expect(kazakhRowDigits(text)).toBeNull();
});

test.each([
  ["gtxfnm", "печать"],
  ["Вфкл", "dark"],
  ["205", "205"],
])("%s is %s under the other layout", (typed, meant) => {
  expect(otherLayout(typed)).toBe(meant);
});

test("a card number typed so is refused", () => {
  // 4000 0000 0000 0002
  expect(readPaste(`ң${"қ".repeat(14)}ә`)).toEqual({ is: "card_number" });
});

test.each([
  ["ЫРЩЗ-2025-Ф17", "SHOP-2025-A17"],
  ["Айгүл", null],
  ["заказ", null],
  ["заказ 5", null],
])("%s under the Russian layout is %s", (typed, number) => {
  expect(russianLayoutNumber(typed)).toBe(number);
});
