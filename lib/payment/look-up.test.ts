import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInvoiceId } from "./invoice-number.ts";
import { httpStatus, transactionPath } from "./look-up.ts";
import { KINDS } from "./payment.ts";

test("answers about the payment have status 200, faults do not", () => {
  const statuses = Object.fromEntries(KINDS.map((kind) => [kind, httpStatus(kind)]));
  expect(statuses).toEqual({
    ...Object.fromEntries(KINDS.map((kind) => [kind, 200])),
    bank_error: 502,
    our_settings: 502,
    unreadable: 502,
    unreachable: 503,
  });
});

describe("a payment's address", () => {
  test("has number, terminal and service only", () => {
    expect(transactionPath({ invoiceId: "000123" })).toBe("/transactions/000123");
    expect(transactionPath({ invoiceId: "1", terminal: undefined, service: "payment" })).toBe(
      "/transactions/1",
    );
    expect(transactionPath({ invoiceId: "1", terminal: "kiosk" })).toBe(
      "/transactions/1?terminal=kiosk",
    );
    expect(transactionPath({ invoiceId: "1", service: "p2p" })).toBe("/transactions/1?service=p2p");
    expect(transactionPath({ invoiceId: "1", terminal: "kiosk", service: "p2p" })).toBe(
      "/transactions/1?terminal=kiosk&service=p2p",
    );
  });

  const alphabet = [..."09azAZ_-", ..."./\\%?#@: \t", "..", "%2e", "\u0661", "\uff11", "\u0430"];
  const typed = fc.oneof(
    fc.string({ unit: fc.constantFrom(...alphabet) }),
    fc.string({ unit: fc.constantFrom(...alphabet.slice(0, 8)), minLength: 1, maxLength: 64 }),
    fc.string({ unit: "binary" }),
  );

  test("has every accepted number as its last segment, unchanged", () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(typed, fc.option(fc.string(), { nil: undefined }), (text, terminal) => {
        const reading = parseInvoiceId(text);
        seen[reading.ok ? "accepted" : "refused"] += 1;
        if (!reading.ok) return;
        const { invoiceId } = reading;
        const url = new URL(transactionPath({ invoiceId, terminal }), "https://app.example.kz");
        expect(url.origin).toBe("https://app.example.kz");
        expect(url.pathname).toBe(`/transactions/${invoiceId}`);
        expect(invoiceId).toMatch(/^[\w-]{1,64}$/);
        expect(url.hash).toBe("");
        expect(url.searchParams.get("terminal")).toBe(terminal?.toWellFormed() ?? null);
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });
});
