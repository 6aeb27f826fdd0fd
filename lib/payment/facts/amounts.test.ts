import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSums, parseSum } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import { amountProof, headlineSum, orderTotal } from "./amounts.ts";

function sum(decimal: string): Sum {
  const parsed = parseSum(decimal);
  if (!parsed) throw new Error(decimal);
  return parsed;
}

describe("amounts", () => {
  test("the bank's sample adds up", () => {
    expect(amountProof(samplePayment())).toMatchObject({
      parts: [
        { name: "kept", share: 549 },
        { name: "returned", share: 450 },
      ],
      addsUp: true,
    });
  });

  test("an order is the card part and the bonuses together", () => {
    const payment = samplePayment({ amount: sum("15"), bonus: sum("35"), returned: null });
    expect(orderTotal(payment)).toEqual(sum("50"));
    expect(amountProof({ ...payment, original: sum("50") })?.addsUp).toBe(true);
    const without = amountProof({ ...payment, original: sum("15") });
    expect(without).toMatchObject({ addsUp: true, parts: [{ name: "kept", share: 1000 }] });
    expect(amountProof({ ...payment, original: sum("49.99") })?.addsUp).toBe(false);
  });

  test("without an original sum nothing is proved, without an amount nothing is shown", () => {
    expect(amountProof(samplePayment({ original: null }))?.addsUp).toBeNull();
    expect(amountProof(samplePayment({ amount: null }))).toBeNull();
  });

  test("the headline is what was paid before any refund", () => {
    expect(headlineSum(samplePayment())).toEqual(sum("22.22"));
    expect(headlineSum(samplePayment({ statusName: "CHARGE" }))).toEqual(sum("12.22"));
  });

  test("shares never exceed the whole, and true sums always add up", () => {
    const tiyn = fc.bigInt(0n, 10n ** 15n).map((units) => sum(`${units}e-2`));
    fc.assert(
      fc.property(tiyn, tiyn, (amount, returned) => {
        const proof = amountProof(
          samplePayment({ amount, returned, bonus: null, original: addSums(amount, returned) }),
        );
        expect(proof?.addsUp).toBe(true);
        const total = proof?.parts.reduce((all, { share }) => all + share, 0) ?? 0;
        expect(total).toBeLessThanOrEqual(1000);
      }),
    );
  });
});
