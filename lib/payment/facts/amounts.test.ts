import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSums, parseSum } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import type { Payment } from "../payment.ts";
import { verdictOf } from "../verdict.ts";
import { amountView, headlineSum, orderTotal } from "./amounts.ts";

function sum(decimal: string): Sum {
  const parsed = parseSum(decimal);
  if (!parsed) throw new Error(decimal);
  return parsed;
}

/** The sums of the bank's answer 100 about this payment. */
function viewOf(payment: Payment) {
  return amountView({
    ...verdictOf("100", payment),
    resultCode: "100",
    statusName: payment.statusName,
    payment,
  });
}

/** The addition, where the sums are shown as one. */
function proofOf(payment: Payment) {
  const view = viewOf(payment);
  return view?.is === "parts" ? view.proof : null;
}

const charge = (changes: Partial<Payment>) =>
  samplePayment({ statusName: "CHARGE", returned: null, original: null, ...changes });

describe("amounts", () => {
  test("the bank's sample adds up", () => {
    expect(proofOf(samplePayment())).toMatchObject({
      parts: [
        { name: "kept", share: 549 },
        { name: "returned", share: 450 },
      ],
      addsUp: true,
    });
  });

  test("an order is the card part and the bonuses together", () => {
    const payment = charge({ amount: sum("15"), bonus: sum("35") });
    expect(orderTotal(payment)).toEqual(sum("50"));
    expect(proofOf({ ...payment, original: sum("15") })).toMatchObject({
      addsUp: true,
      parts: [{ name: "kept", share: 1000 }],
    });
    const held = samplePayment({ ...payment, statusName: "AUTH" });
    expect(proofOf({ ...held, original: sum("50") })).toMatchObject({
      addsUp: true,
      parts: [{ name: "held" }, { name: "bonus" }],
    });
    expect(proofOf({ ...held, original: sum("49.99") })?.addsUp).toBe(false);
  });

  test("without an original sum nothing is proved, without an amount nothing is shown", () => {
    expect(proofOf(charge({}))?.addsUp).toBeNull();
    expect(viewOf(charge({ amount: null }))).toBeNull();
  });

  test("the headline is what was paid before any refund", () => {
    expect(headlineSum(samplePayment())).toEqual(sum("22.22"));
    expect(headlineSum(samplePayment({ statusName: "CHARGE" }))).toEqual(sum("12.22"));
  });

  test("shares never exceed the whole, and true sums always add up", () => {
    const tiyn = fc.bigInt(1n, 10n ** 15n).map((units) => sum(`${units}e-2`));
    fc.assert(
      fc.property(tiyn, tiyn, (amount, returned) => {
        const proof = proofOf(
          samplePayment({ amount, returned, bonus: null, original: addSums(amount, returned) }),
        );
        expect(proof?.addsUp).toBe(true);
        const total = proof?.parts.reduce((all, { share }) => all + share, 0) ?? 0;
        expect(total).toBeLessThanOrEqual(1000);
      }),
    );
  });
});

describe("the sums say where the money is only as far as the outcome does", () => {
  const reason = (code: string | null) => ({ reason: { code, text: null } });

  test.each([
    ["CANCEL", "00"],
    ["CANCEL_OLD", "00"],
    ["VERIFIED", "00"],
    ["FAILED", "484"],
    ["3D", "473"],
  ])("%s with reason %s was asked in vain", (statusName, code) => {
    expect(viewOf(charge({ statusName, amount: sum("4990"), ...reason(code) }))).toEqual({
      is: "asked",
      sum: sum("4990"),
    });
  });

  test.each([
    ["NEW", null],
    ["FINGERPRINT", null],
    ["FAILED", "454"],
    ["FAILED", "00"],
    ["REJECT", null],
    ["3D", "00"],
    ["SETTLING", "00"],
  ])("%s with reason %s is one part, and where it is nobody knows", (statusName, code) => {
    const payment = charge({ statusName, amount: sum("4990"), ...reason(code) });
    expect(proofOf(payment)?.parts).toEqual([
      { of: "total", name: "unknown", sum: sum("4990"), share: 1_000 },
    ]);
  });

  test("a charge beside sums of a refund is what the bank states, not what the shop keeps", () => {
    const payment = charge({ amount: sum("10"), returned: sum("5"), original: sum("15") });
    expect(proofOf(payment)?.parts.map(({ name }) => name)).toEqual(["stated", "stated"]);
  });

  test("a full refund with a remainder does not stay with the shop", () => {
    const [amount, returned] = [sum("12500"), sum("12500")];
    const payment = samplePayment({ amount, bonus: sum("0"), returned, original: returned });
    expect(proofOf(payment)?.parts.map(({ name }) => name)).toEqual(["stated", "returned"]);
  });

  test("a refund of unclear extent has no parts", () => {
    expect(viewOf(samplePayment({ original: null }))).toBeNull();
  });
});
