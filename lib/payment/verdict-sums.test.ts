import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSum } from "#lib/money/money.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import { verdictOf } from "./verdict.ts";

const sum = (digits: string | null) => (digits === null ? null : parseSum(digits));

type Sums = readonly [
  amount: string | null,
  bonus: string | null,
  returned: string | null,
  original: string | null,
];
function withSums(statusName: string, [amount, bonus, returned, original]: Sums) {
  return verdictOf(
    "100",
    samplePayment({
      statusName,
      ...{ amount: sum(amount), bonus: sum(bonus) },
      ...{ returned: sum(returned), original: sum(original) },
    }),
  );
}

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

  test("full, the bonus not stated and nothing left: flagged", () => {
    expect(withSums("REFUND", ["0", null, "50", "50"])).toEqual({
      ...{ kind: "refunded", class: "closed", extent: "full", fault: null },
      flags: [{ code: "not_stated", field: "bonus" }],
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
    ["all returned, neither amount nor bonus stated", [null, null, "50", "50"]],
    ["all returned, the bonus not stated, but something left", ["1", null, "50", "50"]],
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
