import fc from "fast-check";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import reasonTexts from "#lib/i18n/en/reasons.json" with { type: "json" };
import { LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import { CLASSES, FAULTS, FLAGS, type Flag, KINDS, type Payment } from "../payment.ts";
import { verdictOf } from "../verdict.ts";
import { type Explanation, explain, SITUATIONS } from "./explain.ts";

const STATES = [
  ...["CHARGE", "AUTH", "REFUND", "CANCEL", "CANCEL_OLD", "NEW", "FINGERPRINT", "VERIFIED"],
  ...["3D", "FAILED", "REJECT", "charge", "SETTLING", ""],
];
const CODES = ["100", "101", "102", "103", "104", "105", "106", "107", "109", "999", ""];
const REASONS = [...Object.keys(reasonTexts.code), "00", "0484", "9001", null];

/** An answer as the bank client would make it of this code, state and reason. */
function answerOf(resultCode: string, payment: Payment | null, flags: Flag[] = []) {
  const isAlone = payment === null && !flags.some(({ code }) => code === "also_received");
  const verdict = verdictOf(resultCode, payment, { isAlone });
  const statusName = resultCode === "100" ? (payment?.statusName ?? null) : null;
  return { ...verdict, resultCode, statusName, payment, flags: [...verdict.flags, ...flags] };
}

/** A payment whose sums leave no question. */
function paymentOf(statusName: string, code: string | null): Payment {
  const reason = { code, text: null };
  return samplePayment({ statusName, reason, returned: null, original: null });
}

/** Every text that an explanation leads to, as it is shown. */
function textsOf(locale: Locale, explanation: Explanation): string[] {
  const t = createTranslator({ locale, messages: messagesOf(locale) });
  const { money, goods, actor, situation, customer } = explanation;
  return [
    t(`explain.money.${money}`),
    t(`explain.goods.${goods}`),
    t(`explain.actor.${actor}`),
    t(`explain.situation.${situation}.means`),
    t(`explain.situation.${situation}.next`),
    t(customer),
  ];
}

/** The bank's real answers: every code, state and reason, with every flag beside them. */
function* realAnswers() {
  const flags: Flag[][] = [[], ...FLAGS.map((code) => [{ code }])];
  for (const statusName of STATES) {
    for (const code of REASONS) {
      const payment = paymentOf(statusName, code);
      for (const resultCode of CODES) {
        for (const beside of flags) yield answerOf(resultCode, payment, beside);
      }
    }
  }
}

describe("judgements", () => {
  test("every code, state, reason and flag has its texts; only CHARGE is taken, only a clean one goes", () => {
    const seen = new Map<string, Explanation>();
    for (const answer of realAnswers()) {
      const explanation = explain(answer);
      const { money, goods, actor, customer, situation } = explanation;
      seen.set([money, goods, actor, customer, situation].join(), explanation);
      const isCharge = answer.resultCode === "100" && answer.statusName === "CHARGE";
      if ((money === "taken") !== isCharge) expect.fail(`${money}: ${JSON.stringify(answer)}`);
      if (goods === "yes" && !isCharge) expect.fail(`goods: ${JSON.stringify(answer)}`);
    }
    expect(seen.size).toBeGreaterThan(30);
    const shown = [...seen.values()].flatMap((explanation) =>
      LOCALES.flatMap((locale) => textsOf(locale, explanation)),
    );
    expect(shown.filter((text) => !/^[\p{Lu}\p{N}«“].*\p{L}/u.test(text))).toEqual([]);
  });

  test.each([
    ["CHARGE", "00", "paid", "taken", "yes", "nobody"],
    ["AUTH", "00", "held", "held", "wait", "shop"],
    ["CANCEL", "00", "released", "released", "no", "nobody"],
    ["CANCEL_OLD", "00", "hold_expired", "released", "no", "shop"],
    ["NEW", null, "begun", "not_known", "wait", "customer"],
    ["FINGERPRINT", null, "three_ds_running", "not_known", "wait", "customer"],
    ["VERIFIED", "00", "card_verified", "none_moved", "no", "customer"],
    ["3D", "473", "three_ds_failed", "not_taken", "no", "customer"],
    ["3D", "00", "three_ds_stopped", "not_clear", "wait", "halyk"],
    ["3D", null, "three_ds_stopped", "not_clear", "wait", "halyk"],
    ["3D", "454", "not_settled_may_be_held", "not_known", "wait", "halyk"],
    ["FAILED", "484", "failed", "not_taken", "no", "customer"],
    ["FAILED", "465", "failed", "not_taken", "no", "card_bank"],
    ["FAILED", "454", "not_settled_may_be_held", "not_known", "wait", "halyk"],
    ["REJECT", "1268", "not_settled", "not_known", "wait", "halyk"],
    ["FAILED", "9001", "failed_unexplained", "not_clear", "wait", "halyk"],
    ["FAILED", "505", "failed_unexplained", "not_clear", "wait", "halyk"],
    ["FAILED", "00", "failed_contradiction", "not_clear", "wait", "halyk"],
    ["charge", "00", "unknown_state", "not_known", "wait", "halyk"],
  ])("100, %s, reason %s: %s, money %s, goods %s, %s acts", (state, code, ...wanted) => {
    const { situation, money, goods, actor } = explain(answerOf("100", paymentOf(state, code)));
    expect([situation, money, goods, actor]).toEqual(wanted);
  });

  test("every code but 100 has its situation", () => {
    const found = CODES.slice(1).map((code) => explain(answerOf(code, null)).situation);
    const known = "failed_no_details not_found bank_failed_to_look terminal_missing unknown_code";
    const later = "terminal_wrong in_progress terminal_not_ours unknown_code unknown_code";
    expect(found.join(" ")).toBe(`${known} ${later}`);
  });

  test("a refund is told by its sums", () => {
    const part = samplePayment();
    const full = samplePayment({ returned: part.original, amount: part.bonus });
    const judged = [part, full, samplePayment({ original: null })].map((payment) => {
      const { situation, money, goods } = explain(answerOf("100", payment));
      return [situation, money, goods].join(" ");
    });
    expect(judged).toEqual([
      "partly_refunded returned_in_part check",
      "refunded returned no",
      "refunded_unclear returned_unclear check",
    ]);
  });

  test("a number unknown to p2p too is told apart", () => {
    const answer = answerOf("102", null);
    expect(explain(answer).situation).toBe("not_found");
    expect(explain({ ...answer, service: "payment" }).situation).toBe("not_found");
    expect(explain({ ...answer, service: "p2p" }).situation).toBe("not_found_p2p");
  });

  test("every fault is a situation of its own, and nothing is known of the money", () => {
    for (const fault of FAULTS) {
      const explanation = explain({ ...answerOf("100", null), kind: "unreachable", fault });
      expect(explanation).toMatchObject({ situation: fault, money: "not_known", goods: "wait" });
    }
  });
});

const DOUBTFUL: readonly Flag["code"][] = [
  ...(["other_terminal", "date_in_future", "date_unreadable", "not_stated"] as const),
  ...(["sum_unreadable", "sum_negative", "sums_do_not_add_up", "also_received"] as const),
];

describe("contradictions", () => {
  test.each([
    ...DOUBTFUL.map((code) => ({ code, situation: "paid_doubtful" })),
    { code: "charge_with_refund_sums" as const, situation: "paid_sums_differ" },
  ])("$code beside a paid one says check first, in every text", ({ code, situation }) => {
    const explanation = explain(answerOf("100", paymentOf("CHARGE", "00"), [{ code }]));
    const customer = `explain.situation.${situation}.customer`;
    expect(explanation).toMatchObject({ situation, money: "taken", goods: "check", customer });
  });

  test("what says nothing about the money does not stop the goods", () => {
    const flags: Flag[] = [{ code: "unknown_fields" }, { code: "text_cut" }];
    expect(explain(answerOf("100", paymentOf("CHARGE", "00"), flags)).goods).toBe("yes");
  });

  test("101 beside a payment that did not fail asks nobody to pay again", () => {
    const flags: Flag[] = [{ code: "also_received" }];
    for (const payment of [paymentOf("CHARGE", "00"), paymentOf("AUTH", "00"), null]) {
      expect(explain(answerOf("101", payment, flags)).situation).toBe("failed_contradiction");
    }
    const failed = answerOf("101", paymentOf("FAILED", "484"), flags);
    expect(explain(failed)).toMatchObject({ situation: "failed_no_details", finality: "closed" });
    const open = answerOf("101", paymentOf("FAILED", "9001"), flags);
    expect(explain(open)).toMatchObject({ situation: "failed_unexplained", finality: "not_final" });
  });

  test("of a failure the customer hears the sentence of the reason code, and no more", () => {
    const { reason, customer } = explain(answerOf("100", paymentOf("FAILED", "0483")));
    expect([reason?.key, customer]).toEqual(["483", "reasons.customer.declined"]);
  });

  test("a success reason beside a failure is not shown as a reason", () => {
    expect(explain(answerOf("100", paymentOf("FAILED", "00"))).reason).toBeNull();
    expect(explain(answerOf("100", paymentOf("CHARGE", "484"))).reason).toBeNull();
  });

  test("whatever the answer, there is an explanation, and none is too hopeful", () => {
    const word = (...words: string[]) =>
      fc.option(fc.oneof(fc.constantFrom(...words), fc.string()));
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...KINDS),
          class: fc.constantFrom(...CLASSES),
          fault: fc.option(fc.constantFrom(...FAULTS)),
          statusName: word(...STATES),
          resultCode: word(...CODES),
          extent: fc.option(fc.constantFrom("full", "part", "unknown")),
          payment: fc.option(
            fc
              .tuple(fc.constantFrom(...STATES), word("454", "484", "00"))
              .map((said) => paymentOf(...said)),
          ),
          flags: fc.array(fc.record({ code: fc.constantFrom(...FLAGS) })),
          service: fc.constantFrom("payment", "p2p", undefined),
        }),
        (answer) => {
          const { situation, money, goods } = explain(answer);
          expect(SITUATIONS).toHaveProperty(situation);
          if (money !== "taken" && goods !== "yes") return;
          expect(answer).toMatchObject({ resultCode: "100", statusName: "CHARGE", fault: null });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
