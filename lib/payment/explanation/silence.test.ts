import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import { FAULTS } from "../payment.ts";
import { verdictOf } from "../verdict.ts";
import type { Explained } from "./explain.ts";
import { explainSilence } from "./silence.ts";

const MINUTE = 60_000;

function known(statusName: string, code: string | null = null): Explained {
  const reason = { code, text: null };
  const payment = samplePayment({ statusName, reason, returned: null, original: null });
  return { ...verdictOf("100", payment), resultCode: "100", statusName, payment };
}

const timedOut: Explained = {
  ...{ kind: "unreachable", class: "no_answer", fault: "timeout", extent: null },
  ...{ statusName: null, resultCode: null, payment: null, flags: [] },
};

function silence(answer: Explained, minutes: number, silent: Explained | null = timedOut) {
  return explainSilence(answer, { silent, ageMilliseconds: minutes * MINUTE });
}

describe("a known answer beside a silent bank", () => {
  test("a paid one stays, and its yes for an hour", () => {
    const paid = known("CHARGE");
    expect(silence(paid, 12)).toEqual({
      ...{ cause: "unreachable", standing: "settled", goods: "yes", next: null },
      customer: "explain.situation.paid.customer",
    });
    expect(silence(paid, 61)).toMatchObject({
      ...{ standing: "settled", goods: "check", next: "explain.silent.next_old" },
    });
  });

  test("what is final stays final at any age", () => {
    for (const minutes of [1, 100_000]) {
      expect(silence(known("FAILED", "484"), minutes)).toMatchObject({
        ...{ standing: "closed", goods: "no", next: null },
        customer: "reasons.customer.declined",
      });
    }
  });

  test.each([
    ["AUTH", "00", "waiting"],
    ["NEW", null, "open"],
    ["FAILED", "454", "open"],
    ["FAILED", null, "open"],
    ["SETTLING", null, "open"],
  ])(
    "%s with reason %s may have changed: nobody acts on it or pays again",
    (state, code, standing) => {
      expect(silence(known(state, code), 1)).toEqual({
        ...{ cause: "unreachable", standing, goods: "wait", next: "explain.silent.next_open" },
        customer: "explain.situation.timeout.customer",
      });
    },
  );

  test("every fault has its cause, with words in every language", () => {
    for (const fault of FAULTS) {
      const { cause } = silence(known("CHARGE"), 1, { ...timedOut, fault });
      for (const locale of LOCALES) {
        expect(messagesOf(locale).explain.silent.fault).toHaveProperty(String(cause));
      }
    }
  });

  test("a number that the bank no longer finds, and a bank that was not asked", () => {
    const missing: Explained = { ...timedOut, kind: "not_found", fault: null, resultCode: "102" };
    expect(silence(known("CHARGE"), 1, missing).cause).toBe("not_found");
    expect(silence(known("CHARGE"), 1, null).cause).toBeNull();
  });
});
