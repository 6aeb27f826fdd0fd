import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES } from "./i18n/locale.ts";
import { sampleAnswer, samplePayment } from "./sample-payment.ts";
import { summariesOf } from "./summary.ts";

const context = {
  locale: "en",
  timeZone: "Asia/Almaty",
  url: "https://anyqta.example.kz/transactions/205218074",
} as const;

describe("summaries", () => {
  test("say what the payment is, in one line", () => {
    const { line } = summariesOf(sampleAnswer(), context);
    for (const part of ["205218074", "Partly refunded", "₸22.22", "231951411351", "GMT+6"]) {
      expect(line).toContain(part);
    }
    expect(line).not.toContain("\n");
  });

  test("ask the bank what is not clear", () => {
    const unclear = sampleAnswer({ kind: "refunded", extent: "unknown" });
    expect(summariesOf(unclear, context).bankMessage).toMatch(/how much/i);
    const message = summariesOf(sampleAnswer(), context).bankMessage;
    for (const part of [
      "67140D7DE97139A7",
      "2022-11-15T03:52:17.289853+06:00",
      "100 / REFUND / 00",
    ]) {
      expect(message).toContain(part);
    }
  });

  test("carry nothing personal, in any form and language", () => {
    for (const locale of LOCALES) {
      const all = Object.values(summariesOf(sampleAnswer(), { ...context, locale })).join("\n");
      for (const secret of ["ARMAN", "epay@halykbank.kz", "77000000119", "46.148"]) {
        expect(all).not.toContain(secret);
      }
    }
  });

  test("no text of the bank acts: no control character, no formula in a cell", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("=", "+", "-", "@", "\t="),
        (text, start) => {
          const payment = samplePayment({ rrn: `${start}${text}`, approvalCode: text });
          const { line, tableRow } = summariesOf(sampleAnswer({ payment }), context);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          for (const cell of tableRow.split("\t")) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        },
      ),
    );
  });
});
