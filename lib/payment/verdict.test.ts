import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSum } from "#lib/money/money.ts";
import type { Payment } from "./payment.ts";
import { verdictOf } from "./verdict.ts";

const sum = (digits: string | null) => (digits === null ? null : parseSum(digits));

/** A payment of which the verdict sees state, sums and reason. */
function payment(statusName: string, changes: Partial<Payment> = {}): Payment {
  return {
    ...{ bankId: null, invoiceId: "205218074", statusName, statusId: null, createdAt: null },
    ...{
      currency: "KZT",
      amount: sum("100"),
      bonus: sum("0"),
      returned: sum("0"),
      original: sum("100"),
    },
    reason: { code: "00", text: "Successfully" },
    terminal: { number: null, id: null },
    ...{ accountId: null, description: null, language: null, data: null },
    card: { mask: null, brand: null, issuer: null, secure: null, secureDetails: null },
    ...{ rrn: null, internalReference: null, approvalCode: null, xlsRrn: null },
    payer: { name: null, email: null, phone: null },
    location: {
      ...{ ip: null, country: null, city: null, region: null, district: null },
      ...{ latitude: null, longitude: null },
    },
    ...changes,
  };
}

describe("result codes other than 100 decide alone", () => {
  test.each<readonly [string, string, string, string | null]>([
    ["101", "failed", "closed", null],
    ["102", "not_found", "no_answer", null],
    ["103", "bank_error", "no_answer", "bank_failed_to_look"],
    ["104", "our_settings", "no_answer", "terminal_missing"],
    ["106", "our_settings", "no_answer", "terminal_wrong"],
    ["107", "in_progress", "moving", null],
    ["109", "our_settings", "no_answer", "terminal_not_ours"],
    ...[
      "105",
      "108",
      "",
      "0",
      "1000",
      " 100",
      "0100",
      "100 ",
      "１００",
      "ok",
      "__proto__",
      "constructor",
    ].map((code) => [code, "unknown", "may_change", null] as const),
  ])("%j is %s, %s", (code, kind, class_, fault) => {
    const expected = { kind, class: class_, fault, extent: null, flags: [] };
    expect(verdictOf(code, null)).toEqual(expected);
    // A payment beside "not paid" contradicts it; beside any other code it changes nothing.
    const besides = code === "101" ? { ...expected, class: "may_change" } : expected;
    expect(verdictOf(code, payment("CHARGE"))).toEqual(besides);
  });

  test.each<readonly [string, string | null, string]>([
    ["FAILED", "484", "closed"],
    ["3D", "473", "closed"],
    ["FAILED", "00", "may_change"],
    ["FAILED", "454", "may_change"],
    ["REJECT", null, "may_change"],
    ["CHARGE", "484", "may_change"],
  ])("101 beside %s with reason %s is %s", (statusName, code, class_) => {
    const beside = payment(statusName, { reason: { code, text: null } });
    expect(verdictOf("101", beside)).toMatchObject({ kind: "failed", class: class_ });
  });

  test("101 is final alone, and not beside a payment that cannot be read", () => {
    expect(verdictOf("101", null).class).toBe("closed");
    expect(verdictOf("101", null, { isAlone: false }).class).toBe("may_change");
  });

  test("100 without a payment says nothing", () => {
    expect(verdictOf("100", null)).toMatchObject({
      kind: "unreadable",
      class: "no_answer",
      fault: "not_trusted",
    });
  });
});

describe("state names", () => {
  test.each<readonly [string, string, string]>([
    ["CHARGE", "paid", "settled"],
    ["AUTH", "held", "waiting"],
    ["CANCEL", "released", "closed"],
    ["CANCEL_OLD", "hold_expired", "closed"],
    ["NEW", "in_progress", "moving"],
    ["FINGERPRINT", "in_progress", "moving"],
    ["VERIFIED", "card_verified", "closed"],
    ["3D", "failed", "closed"],
    ...[
      "charge",
      " CHARGE",
      "CHARGE ",
      "CHARGED",
      "PAID",
      "3DS",
      "",
      "SCANNED",
      "__proto__",
      "toString",
    ].map((name) => [name, "unknown", "may_change"] as const),
  ])("%j is %s, %s", (name, kind, class_) => {
    expect(verdictOf("100", payment(name))).toEqual({
      ...{ kind, class: class_, fault: null, extent: null, flags: [] },
    });
  });

  test("fast-check: only 100 with the exact word CHARGE is paid", () => {
    const near = fc.constantFrom(
      "CHARGE",
      "charge",
      "CHARGE ",
      "AUTH",
      "REFUND",
      "PAID",
      "100",
      "101",
      "Success",
    );
    const word = fc.oneof(near, fc.string());
    fc.assert(
      fc.property(word, word, fc.option(word), (code, name, reason) => {
        const said = verdictOf(code, payment(name, { reason: { code: reason, text: reason } }));
        expect(said.kind === "paid").toBe(code === "100" && name === "CHARGE");
        expect(said.fault === null || said.class === "no_answer").toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("FAILED and REJECT: the reason code may say that nothing is settled", () => {
  const refused = (name: string, code: string | null) =>
    verdictOf("100", payment(name, { reason: { code, text: null } }));

  describe.each(["FAILED", "REJECT"])("%s", (name) => {
    test.each([
      ..."-31 100 293 454 456 459 460 690 1267 1268 1269 1563 1564 2358 2656 3014 3225 3240".split(
        " ",
      ),
      ...["0454", "000456", "00100"],
    ])("%s is not settled", (code) => {
      expect(refused(name, code)).toEqual({
        ...{ kind: "in_progress", class: "moving", extent: null, fault: null, flags: [] },
      });
    });

    test.each(["455", "0484", "521", "2872", "3298"])("%s is the end", (code) => {
      expect(refused(name, code)).toMatchObject({ kind: "failed", class: "closed", flags: [] });
    });

    test.each(["504", "505", "703", "1612", "2092", "51", "999999", "abc", "x".repeat(500)])(
      "%.10s: not paid and not final, as finality is not published",
      (code) => {
        expect(refused(name, code)).toMatchObject({
          ...{ kind: "failed", class: "may_change" },
          flags: [
            { code: "finality_not_published", field: "reason.code", raw: code.slice(0, 100) },
          ],
        });
      },
    );

    test("no code: not paid and not final, as finality is not published", () => {
      expect(refused(name, null)).toMatchObject({
        ...{ kind: "failed", class: "may_change" },
        flags: [{ code: "finality_not_published", field: "reason.code" }],
      });
    });

    test.each(["00", "0", "000"])("%s is a contradiction", (code) => {
      expect(refused(name, code)).toMatchObject({
        ...{ kind: "failed", class: "may_change" },
        flags: [{ code: "success_reason_beside_failure", field: "reason.code", raw: code }],
      });
    });
  });

  test("with other states the reason code decides nothing", () => {
    for (const name of ["CHARGE", "AUTH", "3D", "CANCEL"]) {
      const reason = { code: "454", text: null };
      expect(verdictOf("100", payment(name, { reason }))).toEqual(verdictOf("100", payment(name)));
    }
  });
});
