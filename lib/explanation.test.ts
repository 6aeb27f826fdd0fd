import fc from "fast-check";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { explain, SITUATION_NAMES } from "./explanation.ts";
import { LOCALES } from "./i18n/locale.ts";
import { messagesOf } from "./i18n/messages.ts";
import reasonTexts from "./i18n/reasons/en.json" with { type: "json" };
import { FAULTS, FLAGS, KINDS, type Payment } from "./payment.ts";
import { samplePayment } from "./sample-payment.ts";
import { verdictOf } from "./verdict.ts";

const STATES = [
  "CHARGE",
  "AUTH",
  "REFUND",
  "CANCEL",
  "CANCEL_OLD",
  "NEW",
  "FINGERPRINT",
  "VERIFIED",
  "3D",
  "FAILED",
  "REJECT",
  "charge",
  "SETTLING",
];
const CODES = ["100", "101", "102", "103", "104", "105", "106", "107", "109", "999", ""];
const REASONS = [...Object.keys(reasonTexts.code), "00", "0484", "9001", null];

/** An answer as the bank client would make it of this code, state and reason. */
function answerOf(resultCode: string, payment: Payment | null) {
  const verdict = verdictOf(resultCode, payment);
  const statusName = resultCode === "100" ? (payment?.statusName ?? null) : null;
  return { ...verdict, resultCode, statusName, payment, service: "payment" as const };
}

describe("explanations", () => {
  test("no combination of code, state and reason is without texts, and only CHARGE is money taken", () => {
    for (const resultCode of CODES) {
      for (const statusName of STATES) {
        for (const code of REASONS) {
          const payment = samplePayment({ statusName, reason: { code, text: null } });
          const { situation, money, goods, actor, customer } = explain(
            answerOf(resultCode, payment),
          );
          if (money === "taken") expect([resultCode, statusName]).toEqual(["100", "CHARGE"]);
          if (goods === "yes") expect([resultCode, statusName]).toEqual(["100", "CHARGE"]);
          for (const locale of LOCALES) {
            const t = createTranslator({ locale, messages: messagesOf(locale) });
            const texts = [
              t(`explain.money.${money}`),
              t(`explain.goods.${goods}`),
              t(`explain.actor.${actor}`),
              t(`explain.situation.${situation}.means`),
              t(`explain.situation.${situation}.next`),
              t(customer),
            ];
            expect(texts.every((text) => text.length > 1)).toBe(true);
          }
        }
      }
    }
  });

  test.each([
    ["CHARGE", "00", "paid", "taken"],
    ["AUTH", "00", "held", "held"],
    ["REFUND", "00", "partly_refunded", "returned_in_part"],
    ["CANCEL", "00", "released", "released"],
    ["CANCEL_OLD", "00", "hold_expired", "released"],
    ["NEW", null, "begun", "not_known"],
    ["FINGERPRINT", null, "three_ds_running", "not_known"],
    ["VERIFIED", "00", "card_verified", "none_moved"],
    ["3D", "455", "three_ds_failed", "not_taken"],
    ["FAILED", "484", "failed", "not_taken"],
    ["FAILED", "454", "not_settled_may_be_held", "not_known"],
    ["REJECT", "1268", "not_settled", "not_known"],
    ["FAILED", "9001", "failed_unexplained", "not_taken"],
    ["FAILED", "00", "failed_contradiction", "not_taken"],
    ["charge", "00", "unknown_state", "not_known"],
  ])("%s with reason %s is %s: %s", (statusName, code, situation, money) => {
    const sums = statusName === "CHARGE" ? { returned: null, original: null } : {};
    const payment = samplePayment({ statusName, reason: { code, text: null }, ...sums });
    expect(explain(answerOf("100", payment))).toMatchObject({ situation, money });
  });

  test("a contradiction beside a paid one says: check first", () => {
    const payment = samplePayment({ statusName: "CHARGE", returned: null, original: null });
    const paid = answerOf("100", payment);
    expect(explain(paid).goods).toBe("yes");
    for (const code of [
      "other_terminal",
      "date_in_future",
      "not_stated",
      "sum_unreadable",
    ] as const) {
      expect(explain({ ...paid, flags: [{ code }] }).goods).toBe("check");
    }
    expect(explain(answerOf("100", samplePayment({ statusName: "CHARGE" }))).goods).toBe("check");
  });

  test("whatever the answer, there is an explanation", () => {
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...KINDS),
          fault: fc.option(fc.constantFrom(...FAULTS)),
          statusName: fc.option(fc.string()),
          resultCode: fc.option(fc.string()),
          extent: fc.option(fc.constantFrom("full", "part", "unknown")),
          payment: fc.constantFrom(samplePayment(), null),
          flags: fc.array(fc.record({ code: fc.constantFrom(...FLAGS) })),
          service: fc.constantFrom("payment", "p2p"),
        }),
        (answer) => {
          expect(SITUATION_NAMES).toContain(explain(answer).situation);
        },
      ),
    );
  });

  test("the customer never hears the issuer's reason, nor that an unsettled payment failed", () => {
    const forbidden = {
      en: /insufficient|stolen|lost|blocked|limit/i,
      ru: /недостаточно|не хватает|украден|утерян|заблокирован|лимит/i,
      kk: /жеткіліксіз|ұрланған|жоғалған|бұғатталған|лимит/i,
    };
    for (const locale of LOCALES) {
      const { customer } = messagesOf(locale).explain;
      for (const text of Object.values(customer)) expect(text).not.toMatch(forbidden[locale]);
      expect(customer.wait).not.toMatch(/fail|не прош|өтпе/i);
    }
  });

  test("texts are short enough to be read out", () => {
    for (const locale of LOCALES) {
      const { situation, customer } = messagesOf(locale).explain;
      for (const { means, next } of Object.values(situation)) {
        expect(Math.max(means.length, next.length)).toBeLessThanOrEqual(140);
      }
      for (const text of Object.values(customer)) expect(text.length).toBeLessThanOrEqual(220);
    }
  });
});
