import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import { type PasteReading, readPaste, searchTerms } from "./paste.ts";

const SEED = { seed: 20_261_124, numRuns: 10_000 };

/** Arbitrary texts, and texts composed of parts that this module recognizes. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme" }),
  fc.stringMatching(/^[\d .,;|*xOlЗ\n\t-]{0,60}$/),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ..."заказ № шот RRN код карта тел + ( ) @ : / = ? & . , ; - _ \" ' * ... 4003 9821 тг ₸ E+08 % %20".split(
            " ",
          ),
          " ",
          "\n",
          "\t",
          "https://a.kz/i/",
          "/transactions/",
          "invoice=",
        ),
        fc.stringMatching(/^\d{1,12}$/),
        fc.stringMatching(/^[A-Za-zА-я0-9_-]{1,8}$/),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join("")),
);

describe("any text", () => {
  test("fast-check: never throws, and terms have the forms that the search expects", () => {
    const form = {
      invoice: /^[A-Za-z0-9_-]{1,64}$/,
      invoice_end: /^[A-Za-z0-9_-]{4,14}$/,
      rrn: /^\d{12}$/,
      approval_code: /^[0-9A-Z]{6}$/,
      last_four: /^\d{4}$/,
      card: /^\d{1,6}\*\d{4}$/,
      email: /^[^\sA-Z@]+@[^\sA-Z@]+$/,
      phone: /^\d{8,15}$/,
      amount: /^(?:0|[1-9]\d*)$/,
      bank_id: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
      words: /^\S(?:.*\S)?$/su,
    };
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = readPaste(text);
        const terms = [...searchTerms(text)];
        if (reading.is === "search") terms.push(...reading.terms);
        if (reading.is === "invoice") terms.push(...reading.also);
        for (const { field, value } of terms) expect(value).toMatch(form[field]);
        if (reading.is === "card_number" || reading.is === "empty") expect(terms).toEqual([]);
      }),
      SEED,
    );
  });

  test("fast-check: an invoice number is one that the look-up accepts unchanged", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const invoiceId of asked(readPaste(text))) {
          expect(invoiceId).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
          expect(parseInvoiceId(invoiceId)).toEqual({ ok: true, invoiceId });
        }
      }),
      SEED,
    );
  });

  test("fast-check: an invoice number is read as itself, unless it comes from a link", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = readPaste(text);
        if (reading.is !== "invoice" || reading.changes.includes("address")) return;
        expect(readPaste(reading.invoiceId)).toMatchObject({
          is: "invoice",
          invoiceId: reading.invoiceId,
          changes: [],
        });
      }),
      SEED,
    );
  });

  test("fast-check: digits are kept unchanged, with leading zeros", () => {
    const number = fc.stringMatching(/^0{0,8}\d{1,12}$/).filter((digits) => digits.length < 13);
    const wrapped = fc.constantFrom(
      ...["_", " _\n", "№ _", "заказ № _.", "Шот нөмірі: _", "«_»", "order _", "\ufeff_"],
      ...["https://anyqta.kz/i/_", "/transactions/_?x=1", "https://a.kz/?invoiceId=_"],
    );
    fc.assert(
      fc.property(number, wrapped, (digits, around) => {
        expect(readPaste(around.replace("_", digits))).toMatchObject({
          is: "invoice",
          invoiceId: digits,
        });
      }),
      SEED,
    );
  });
});

test.each([
  "1",
  "1 ",
  "1  ",
  "12 ",
  "123 ",
  "123,",
  "123.",
  "1-",
  "1|",
  "*",
  "* ",
  "4003 **",
  "..",
  "+7 ",
  "+1",
  "(7",
  "8 701 ",
  "a@",
  "@",
  "a.",
  "/i/",
  "http://",
  "%20",
  "?order=",
  "O",
  "№",
  "заказ ",
  "1:1",
  "1E+",
  "\n",
  "\t1",
  "а1",
  "1\u0300",
  "\u200b",
])("4,000 characters of %j are read", (piece) => {
  const text = piece.repeat(4_000).slice(0, 4_000);
  expect(readPaste(text).is).toBeTypeOf("string");
  expect(searchTerms(text)).toBeInstanceOf(Array);
});

function asked(reading: PasteReading): readonly string[] {
  if (reading.is === "invoice") return [reading.invoiceId];
  return reading.is === "invoices" ? reading.invoiceIds : [];
}
