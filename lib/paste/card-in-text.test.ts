import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPaste, searchTerms } from "./paste.ts";

const SEED = { seed: 20_261_124, numRuns: 10_000 };

describe("card numbers", () => {
  const prefixes: readonly (readonly [string, number])[] = [
    ["4", 13],
    ["4", 16],
    ["4", 19],
    ["51", 16],
    ["2221", 16],
    ["2720", 16],
    ["34", 15],
    ["37", 15],
    ["62", 16],
    ["62", 19],
    ["2200", 16],
    ["2204", 19],
    ["5018", 16],
    ["6759", 18],
    ["3528", 16],
    ["36", 14],
    ["6011", 16],
    ["65", 16],
  ];
  const card = fc
    .tuple(fc.constantFrom(...prefixes), fc.stringMatching(/^\d{18}$/))
    .map(([[prefix, length], digits]) => withCheckDigit(`${prefix}${digits}`.slice(0, length - 1)));
  const separator = fc.oneof(
    fc.constantFrom("", " ", "-", "  ", "\u00a0", "\u2009", ".", "–", " - ", "\u200b", "+", "/"),
    fc.constantFrom("_", ",", ", ", "\t", "\n", "\r\n", "·", ":", "\u00ad", "\ufe0f\u20e3", "%20"),
  );
  const alphabet = fc.constantFrom("0", "٠", "۰", "０", "०");
  const grouping = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant("4 6 5" as const));
  const spelt = fc.tuple(card, separator, alphabet, grouping).map(([digits, between, zero, size]) =>
    groups(digits, size)
      .join(between)
      .replace(/\d/g, (digit, at, whole: string) =>
        whole.startsWith("%20", at - 1) || whole.startsWith("%20", at - 2)
          ? digit
          : String.fromCharCode(zero.charCodeAt(0) + Number(digit)),
      ),
  );
  const sentence = fc.constantFrom(
    ...["_", " _ ", "карта _ не проходит", "Заказ 205218074, карта: _!", "x_x", "«_»"],
    ...["https://shop.kz/?pan=_", "/transactions/_", "aigul@mail.kz _", "шот\n_\nрахмет", "№_"],
    ...["картам _, тел +7 701 123 45 67", "12 500,00 ₸ | _", "👍_"],
  );

  test("fast-check: are refused in any digits and groups, in any sentence", () => {
    fc.assert(
      fc.property(spelt, sentence, (number, around) => {
        const text = around.replace("_", number);
        expect(readPaste(text)).toMatchObject({ is: "card_number" });
        expect(searchTerms(text)).toEqual([]);
      }),
      SEED,
    );
  });

  test("in a list only the card number is left out, and its place is named", () => {
    const left = { is: "invoices", unread: 0, cards: [2] };
    expect(readPaste("205218074\n4111111111111111\n205218075")).toEqual({
      ...left,
      invoiceIds: ["205218074", "205218075"],
    });
    expect(readPaste("205218074; 4111 1111 1111 1111")).toEqual({
      ...left,
      invoiceIds: ["205218074"],
    });
    expect(readPaste("205218074\n4111\n1111\n1111\n1111")).toEqual({ is: "card_number" });
    expect(readPaste("Aigul\n4111111111111111")).toEqual({ is: "card_number" });
  });

  test("thirteen digits that may be the shop's own are told, and no other number", () => {
    const own = { is: "card_number", own: "4870000000036" };
    expect(readPaste("4870000000036")).toEqual(own);
    expect(readPaste("Заказ 4870000000036")).toEqual(own);
    for (const text of ["4870 0000 0003 6", "4111111111111111", "372026112400002"]) {
      expect(readPaste(text)).toEqual({ is: "card_number" });
    }
  });

  test("fast-check: are refused also with letters in place of digits", () => {
    const letters = fc.constantFrom(["O", "l"], ["o", "I"], ["О", "І"], ["о", "|"]);
    fc.assert(
      fc.property(card, letters, fc.constantFrom("", " ", "-"), (digits, [zero, one], between) => {
        const number = groups(digits, 4).join(between);
        const text = number.replaceAll("0", zero ?? "").replaceAll("1", one ?? "");
        expect(readPaste(`карта ${text}`)).toMatchObject({ is: "card_number" });
        expect(searchTerms(text)).toEqual([]);
      }),
      SEED,
    );
  });
});

function groups(digits: string, size: number | "4 6 5"): string[] {
  const pattern = size === "4 6 5" ? /^(\d{4})(\d{6})(\d{5}|\d{4})$/ : null;
  const [, ...parts] = pattern?.exec(digits) ?? [];
  return parts.length > 0
    ? parts
    : (digits.match(new RegExp(`.{1,${size === "4 6 5" ? 4 : size}}`, "g")) ?? []);
}

/** Digits with the check digit of ISO/IEC 7812. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
