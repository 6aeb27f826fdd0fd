import fc from "fast-check";
import { describe, expect, test } from "vitest";
import en from "#lib/i18n/en/paste.json" with { type: "json" };
import kk from "#lib/i18n/kk/paste.json" with { type: "json" };
import ru from "#lib/i18n/ru/paste.json" with { type: "json" };
import { PASTED_NUMBERS } from "#testing/pasted/numbers.ts";
import { PASTED_OTHERS } from "#testing/pasted/others.ts";
import { PASTE_CHANGES, type PasteReading, readPaste, searchTerms, seenFirst } from "./paste.ts";
import { SEARCH_FIELDS } from "./search-term.ts";

const SEED = { seed: 20_261_124, numRuns: 2_000 };

describe.each(Object.entries({ ...PASTED_NUMBERS, ...PASTED_OTHERS }))("%s", (_name, examples) => {
  test.each(examples)("%j", (pasted, expected) => {
    expect(told(readPaste(pasted))).toBe(expected);
  });
});

test.each([
  ["№ 2026/000042", "ask 2026000042 [punctuation label] or invoice 2026-000042"],
  ["12/345678", "ask 12345678 [punctuation] or invoice 12-345678"],
  ["205218074/205218075", "ask each 205218074 205218075"],
])("a slash within a number cuts no part of it off: %s", (pasted, expected) => {
  expect(told(readPaste(pasted))).toBe(expected);
});

test.each([
  ["4003 0312 3456 9821", "mistyped_card"],
  ["4003-0312-3456-9821", "mistyped_card"],
  ["карта 4003 0312 3456 9821, проверьте", "mistyped_card"],
  ["3782 822463 10006", "mistyped_card"],
  // No brand's cards begin so, or the groups are not a card's.
  ["2026 1124 0000 0042", "ask 2026112400000042 [spaces]"],
  ["205 218 074", "ask 205218074 [spaces]"],
])("a card number with a mistyped digit is asked about: %s", (text, expected) => {
  expect(told(readPaste(text))).toBe(expected);
  if (expected === "mistyped_card") expect(searchTerms(text)).toEqual([]);
});

test("a spreadsheet's exponent loses no digit where all are there", () => {
  expect(told(readPaste("2.05218074E+08"))).toBe("ask 205218074 [spreadsheet]");
  expect(told(readPaste("2,05218074E8"))).toBe("ask 205218074 [spreadsheet]");
  expect(told(readPaste("2.0521807E+08"))).toBe("unreadable scientific");
});

test("an invoice number keeps what else the text says of the payment", () => {
  expect(readPaste("Заказ 205218074 на 12 500 тенге, карта *9821")).toMatchObject({
    is: "invoice",
    invoiceId: "205218074",
    beside: [
      { field: "last_four", value: "9821" },
      { field: "amount", value: "1250000" },
    ],
  });
});

test.each([
  ["231951411351", "rrn 231951411351"],
  ["9821", "last_four 9821 / amount 982100"],
  ["12500", "amount 1250000"],
  ["12 500", "amount 1250000"],
  ["125 000", "amount 12500000"],
  ["205218074", ""],
  ["125000", ""],
  ["000042", ""],
  ["заказ 9821", ""],
  ["Айгуль", ""],
])("%j is looked for among the payments seen first as %j", (text, expected) => {
  expect(listed(seenFirst(readPaste(text)))).toBe(expected);
});

describe("searchTerms", () => {
  test.each([
    ["9821", "last_four 9821 / invoice_end 9821 / invoice 9821 / amount 982100 / words 9821"],
    ["42", "invoice 42 / amount 4200"],
    ["042", "invoice 042 / words 042"],
    ["12345", "invoice 12345 / invoice_end 12345 / amount 1234500 / words 12345"],
    [
      "170243",
      "approval_code 170243 / invoice 170243 / invoice_end 170243 / amount 17024300 / words 170243",
    ],
    [
      "231951411351",
      "rrn 231951411351 / invoice 231951411351 / invoice_end 231951411351 / words 231951411351",
    ],
    [
      "87011234567",
      "phone 77011234567 / invoice 87011234567 / invoice_end 87011234567 / words 87011234567",
    ],
    ["000000042", "invoice 000000042 / invoice_end 000000042 / words 000000042"],
    [
      "205-218-074",
      "invoice 205218074 / invoice 205-218-074 / invoice_end 205218074 / words 205-218-074",
    ],
    ["a1B2c3", "approval_code A1B2C3 / invoice a1B2c3 / invoice_end a1B2c3 / words a1b2c3"],
    ["205218074 205218075", "invoice 205218074 / invoice 205218075 / words 205218074 205218075"],
    ["Айгуль", "words айгуль"],
    ["  ＡＲＭＡＮ\n Ali ", "words arman ali"],
    ["Ли", "words ли"],
    ["ж", ""],
    ["22.22", "amount 2222 / words 22.22"],
    ["12 500,00 ₸", "amount 1250000 / words 12 500,00 ₸"],
    ["+7 701 123 45 67", "phone 77011234567 / words +7 701 123 45 67"],
    ["400303...9821", "card 400303*9821 / words 400303...9821"],
    ["RRN 231951411351", "rrn 231951411351 / words rrn 231951411351"],
    ["Aigul@Mail.KZ", "email aigul@mail.kz"],
    ["67E34D63-102F-4BD1-898E-370781D0074D", "bank_id 67e34d63-102f-4bd1-898e-370781d0074d"],
    ["4111 1111 1111 1111", ""],
    ["", ""],
    [" \u200b ", ""],
  ])("%j", (text, expected) => {
    expect(listed(searchTerms(text))).toBe(expected);
  });

  test("words are the first 100 characters at most", () => {
    expect(searchTerms("ә ".repeat(60))).toEqual([
      { field: "words", value: "ә ".repeat(50).trim() },
    ]);
    const cut = `${"ә".repeat(3_990)} 4111111111111111`;
    expect(listed(searchTerms(cut))).toBe(`words ${"ә".repeat(100)}`);
  });
});

describe("lists", () => {
  const numbers = Array.from({ length: 130 }, (_, at) => String(205_218_000 + at));

  test("of 130 numbers 100 are read and 30 are unread", () => {
    expect(readPaste(numbers.join("\n"))).toEqual({
      is: "invoices",
      invoiceIds: numbers.slice(0, 100),
      unread: 30,
    });
  });

  test("fast-check: numbers of 6 to 12 digits on separate lines are no card number", () => {
    const number = fc.stringMatching(/^\d{6,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 2, maxLength: 20 }), (list) => {
        expect(readPaste(list.join("\n"))).toEqual({
          is: "invoices",
          invoiceIds: list,
          unread: 0,
        });
      }),
      SEED,
    );
  });
});

test.each([
  ["en", en],
  ["ru", ru],
  ["kk", kk],
])("%s has a text for each change and field, and no others", (_locale, texts) => {
  expect(Object.keys(texts.changes)).toEqual([...PASTE_CHANGES]);
  expect(Object.keys(texts.fields)).toEqual([...SEARCH_FIELDS]);
});

function listed(terms: readonly { field: string; value: string }[]): string {
  return terms.map(({ field, value }) => `${field} ${value}`).join(" / ");
}

/** A reading as text, with all its fields. */
function told(reading: PasteReading): string {
  if (reading.is === "unreadable") return `unreadable ${reading.reason}`;
  if (reading.is === "search") {
    return `search ${listed(reading.terms)}`;
  }
  if (reading.is === "invoices") {
    const unread = reading.unread > 0 ? ` unread ${reading.unread}` : "";
    const cards = reading.cards ? ` cards ${reading.cards.join(" ")}` : "";
    return `ask each ${reading.invoiceIds.join(" ")}${unread}${cards}`;
  }
  if (reading.is !== "invoice") return reading.is;
  const changes = reading.changes.length > 0 ? ` [${reading.changes.join(" ")}]` : "";
  const also = reading.also.map(({ field, value }) => ` or ${field} ${value}`);
  return `ask ${reading.invoiceId}${changes}${also.join("")}`;
}
