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

type Sums = readonly [
  amount: string | null,
  bonus: string | null,
  returned: string | null,
  original: string | null,
];
function withSums(statusName: string, [amount, bonus, returned, original]: Sums) {
  return verdictOf(
    "100",
    payment(statusName, {
      ...{ amount: sum(amount), bonus: sum(bonus) },
      ...{ returned: sum(returned), original: sum(original) },
    }),
  );
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
    expect(verdictOf("101", null, false).class).toBe("may_change");
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

describe("REFUND: full or part is decided by the sums", () => {
  //          amount  bonus  returned original
  test.each<readonly [string, Sums]>([
    ["the bank's sample", ["12.22", "0", "10", "22.22"]],
    ["no bonus stated", ["12.22", null, "10", "22.22"]],
    ["the bonus beside the original sum", ["40", "35", "10", "50"]],
    ["the bonus within the original sum", ["5", "35", "10", "50"]],
    ["one tiyn back", ["99.99", "0", "0.01", "100"]],
    ["all but one tiyn back", ["0.01", "0", "99.99", "100"]],
  ])("part: %s", (_name, sums) => {
    expect(withSums("REFUND", sums)).toEqual({
      ...{ kind: "partly_refunded", class: "settled", extent: "part", fault: null, flags: [] },
    });
  });

  test.each<readonly [string, Sums]>([
    ["nothing left", ["0", "0", "100", "100"]],
    ["nothing left, written otherwise", ["0", "0", "100.00", "1e2"]],
    ["the amount not stated", [null, "0", "100", "100"]],
  ])("full: %s", (_name, sums) => {
    expect(withSums("REFUND", sums)).toEqual({
      ...{ kind: "refunded", class: "closed", extent: "full", fault: null, flags: [] },
    });
  });

  test("full, with an amount that still stands: flagged", () => {
    expect(withSums("REFUND", ["100", "0", "100", "100"])).toMatchObject({
      ...{ kind: "refunded", class: "closed", extent: "full" },
      flags: [{ code: "refund_remainder_unexpected", field: "amount", raw: "100" }],
    });
  });

  test.each<readonly [string, Sums]>([
    ["returned missing", ["12.22", "0", null, "22.22"]],
    ["original missing", ["12.22", "0", "10", null]],
    ["nothing but the name", [null, null, null, null]],
    ["returned zero", ["22.22", "0", "0", "22.22"]],
    ["returned below zero", ["22.22", "0", "-10", "22.22"]],
    ["original zero", ["0", "0", "10", "0"]],
    ["original below zero", ["0", "0", "10", "-10"]],
    ["both zero", ["0", "0", "0", "0"]],
    ["more returned than there was", ["0", "0", "100.01", "100"]],
    ["all returned, but with a bonus", ["0", "35", "50", "50"]],
    ["all returned, the bonus not stated", ["0", null, "50", "50"]],
    ["a part returned, the amount not stated", [null, "0", "10", "50"]],
  ])("not clear: %s", (_name, sums) => {
    expect(withSums("REFUND", sums)).toMatchObject({
      ...{ kind: "refunded", class: "settled", extent: "unknown", fault: null },
      flags: [{ code: "refund_sums_unclear" }],
    });
  });

  test.each<readonly [string, Sums]>([
    ["one tiyn off", ["12.21", "0", "10", "22.22"]],
    ["the amount unchanged", ["22.22", "0", "10", "22.22"]],
    ["neither with nor without the bonus", ["20", "3", "10", "50"]],
  ])("not clear, the numbers do not add up: %s", (_name, sums) => {
    const [amount, bonus, returned, original] = sums;
    expect(withSums("REFUND", sums)).toEqual({
      ...{ kind: "refunded", class: "settled", extent: "unknown", fault: null },
      flags: [
        {
          code: "sums_do_not_add_up",
          raw: `amount ${amount}, bonus ${bonus}, returned ${returned}, original ${original}`,
        },
      ],
    });
  });

  test("the raw text of a flag is bounded", () => {
    const long = "9".repeat(30);
    const [flag] = withSums("REFUND", [long, long, long, long]).flags;
    expect(flag?.raw).toHaveLength(100);
  });

  test("fast-check: a part and the rest are a part; all is full only when all came back", () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const text = (units: bigint) => `${units}e-2`;
    fc.assert(
      fc.property(cents, cents, cents, (a, b, p) => {
        for (const original of [a + p, a + b + p]) {
          const { extent } = withSums("REFUND", [text(a), text(b), text(p), text(original)]);
          if (p === 0n) expect(extent).toBe("unknown");
          else if (p < original) expect(extent).toBe("part");
          else expect(extent).toBe(b === 0n ? "full" : "unknown");
        }
      }),
    );
  });
});

describe("CHARGE stays paid, odd sums are flagged", () => {
  test.each<readonly [string, Sums, boolean]>([
    ["as it should be", ["100", "0", "0", "100"], false],
    ["nothing but the amount", ["100", null, null, null], false],
    ["the amount not stated", [null, null, null, "100"], false],
    ["something returned", ["90", "0", "10", "90"], true],
    ["less than the original sum", ["60", "0", "0", "100"], true],
    ["a bonus", ["15", "35", "0", "50"], true],
    ["returned below zero", ["100", "0", "-1", "100"], false],
  ])("%s", (_name, sums, isOdd) => {
    const said = withSums("CHARGE", sums);
    expect(said).toMatchObject({ kind: "paid", class: "settled", extent: null });
    expect(said.flags.map(({ code }) => code)).toEqual(isOdd ? ["charge_with_refund_sums"] : []);
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
