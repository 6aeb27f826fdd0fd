import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUsualInvoiceId, parseInvoiceId } from "./invoice-number.ts";

describe("parseInvoiceId", () => {
  test.each([
    "205218074",
    "000000042",
    "0",
    "12345678901234567",
    "20240301123045",
    "order_7-A",
    "x".repeat(64),
  ])("%s is accepted unchanged", (text) => {
    expect(parseInvoiceId(text)).toEqual({ ok: true, invoiceId: text });
    expect(parseInvoiceId(` \t\r\n${text}\v\f `)).toEqual({ ok: true, invoiceId: text });
  });

  test.each(["", " ", "\r\n\t"])("%j is empty", (text) => {
    expect(parseInvoiceId(text)).toEqual({ ok: false, reason: "empty" });
  });

  test.each(["x".repeat(65), "7".repeat(65), `${"0".repeat(100_000)}!`])(
    "%.70s is too long",
    (text) => {
      expect(parseInvoiceId(text)).toEqual({ ok: false, reason: "too_long" });
    },
  );

  test.each([
    ..."№7 #7 7/8 7.8 7,8 7? 7& 7% 7%20 .. ../7 7\\8 7:8 7;8 7@8 7+8 7=8 '7 \"7 <7> заказ １２３ ١٢٣ é 7\u200b8".split(
      " ",
    ),
    "7 8",
    "\u00a07",
    "7\0",
    "7\n8",
    "\ufeff7",
    "12‑34",
  ])("%j has a character that is not allowed", (text) => {
    expect(parseInvoiceId(text)).toEqual({ ok: false, reason: "characters" });
  });

  test.each([
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111\u00a01111\u00a01111\u00a01111",
    "４１１１１１１１１１１１１１１１",
    "٤١١١١١١١١١١١١١١١",
    "5555555555554444",
    "2221000000000009",
    "378282246310005",
    "6200000000000005",
    "card-4111111111111111",
    ` ${"4111111111111111"}\n`,
    `${"4111 1111 1111 1111"} ${"x".repeat(100)}`,
  ])("P-05 %j is a card number", (text) => {
    expect(parseInvoiceId(text)).toEqual({ ok: false, reason: "card_number" });
  });

  test("P-05: few ordinary long numbers are mistaken for card numbers", () => {
    let refused = 0;
    for (let i = 0; i < 10_000; i++) {
      const stamp = String(20_240_301_000_000 + i * 37);
      if (!parseInvoiceId(stamp).ok) refused++;
      if (!parseInvoiceId(`${stamp}${i % 1_000}`).ok) refused++;
    }
    expect(refused).toBe(0);
  });

  test("fast-check: an accepted text is one plain segment of a path, unchanged", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\w-]{0,70}$/)),
        (text) => {
          const parsed = parseInvoiceId(text);
          if (!parsed.ok) return;
          expect(text).toContain(parsed.invoiceId);
          expect(encodeURIComponent(parsed.invoiceId)).toBe(parsed.invoiceId);
          expect(new URL(`https://bank.example/a/${parsed.invoiceId}`).pathname).toBe(
            `/a/${parsed.invoiceId}`,
          );
          expect(parseInvoiceId(parsed.invoiceId)).toEqual(parsed);
        },
      ),
    );
  });

  test("a long run of white space is read to its end", () => {
    const blanks = " ".repeat(1_000_000);
    expect(parseInvoiceId(`7${blanks}7`)).toEqual({ ok: false, reason: "too_long" });
    expect(parseInvoiceId(`${blanks}7${blanks}`)).toEqual({ ok: true, invoiceId: "7" });
  });
});

describe("isUsualInvoiceId", () => {
  test.each(["123456", "000000", "123456789012345"])("%s is usual", (text) => {
    expect(isUsualInvoiceId(text)).toBe(true);
  });
  test.each(["12345", "1234567890123456", "order1", "12345-", "", "１２３４５６"])(
    "%j is not",
    (text) => {
      expect(isUsualInvoiceId(text)).toBe(false);
    },
  );
});
