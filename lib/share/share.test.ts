import fc from "fast-check";
import { expect, test } from "vitest";
import { timelineOf } from "#lib/payment/facts/timeline.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
import { fieldsOf, SHARE_FIELDS, shareChoiceSchema, snapshotOf } from "./share.ts";

const CANARY = "zzcanaryzz";

/** The sample with a mark in all that names or places the payer, and in the card's hidden part. */
function markedAnswer() {
  const [mark, email] = [CANARY, `${CANARY}@example.kz`];
  return sampleAnswer({
    resultMessage: mark,
    payment: samplePayment({
      bankId: mark,
      accountId: mark,
      description: mark,
      data: `{"email":"${email}"}`,
      language: mark,
      reason: { code: "484", text: mark },
      terminal: { number: mark, id: mark },
      internalReference: mark,
      xlsRrn: mark,
      card: { ...samplePayment().card, secureDetails: mark },
      payer: { name: mark, email, phone: mark },
      location: {
        ip: mark,
        country: mark,
        city: mark,
        region: mark,
        district: mark,
        latitude: 55.7386,
        longitude: 37.6068,
      },
    }),
  });
}

const anyFields = fc.uniqueArray(fc.constantFrom(...SHARE_FIELDS));

test("whatever is chosen, nothing that names or places the payer is on it (A-37)", () => {
  const answer = markedAnswer();
  const episodes = timelineOf([{ answer, who: `${CANARY}@shop.kz`, byTimer: false }], (one) => one);
  fc.assert(
    fc.property(anyFields, (fields) => {
      const kept = JSON.stringify(snapshotOf(answer, { fields, episodes }));
      expect(kept).not.toContain(CANARY);
      expect(kept).not.toMatch(/55\.7386|37\.6068|400303|@/);
    }),
  );
});

test("what was not chosen is not kept (A-37)", () => {
  fc.assert(
    fc.property(anyFields, (fields) => {
      const snapshot = snapshotOf(sampleAnswer(), { fields, episodes: [] });
      expect(snapshot && fieldsOf(snapshot).sort()).toEqual([...fields].sort());
      const kept = JSON.stringify(snapshot);
      expect(kept.includes("205218074")).toBe(fields.includes("invoice"));
      expect(kept.includes("9821")).toBe(fields.includes("card"));
      expect(kept.includes("231951411351")).toBe(fields.includes("rrn"));
      expect(kept.includes("170243")).toBe(fields.includes("approval_code"));
    }),
  );
});

test("a text that stands where an id belongs is left out (A-37)", () => {
  const payment = samplePayment({ rrn: "ARMAN ALI +7 700 000 01 19", approvalCode: "a@b.kz" });
  const mask = { first: "400303", last: "98x1" };
  const answer = sampleAnswer({ payment: { ...payment, card: { ...payment.card, mask } } });
  const snapshot = snapshotOf(answer, { fields: ["rrn", "approval_code", "card"], episodes: [] });
  expect(snapshot?.chosen).toEqual({ rrn: null, approval_code: null, card: null });
});

test("the sentence is the customer's, never the bank's reason", () => {
  const reason = { code: "484", text: "Insufficient funds" };
  const payment = samplePayment({ statusName: "FAILED", reason });
  const answer = sampleAnswer({ kind: "failed", class: "closed", statusName: "FAILED", payment });
  const snapshot = snapshotOf(answer, { fields: ["reason"], episodes: [] });
  expect(snapshot?.chosen.reason).toEqual({ situation: "failed", code: "declined" });
  expect(JSON.stringify(snapshot)).not.toMatch(/484|Insufficient/);
});

test("the timeline says when a state was seen first, and not by whom (A-37)", () => {
  const at = (hour: number) => `2026-11-24T0${hour}:00:00.000Z`;
  const payment = samplePayment({ statusName: "AUTH" });
  const held = { kind: "held", class: "waiting", statusName: "AUTH", payment } as const;
  const looks = [
    { answer: sampleAnswer({ ...held, checkedAt: at(1) }), who: "a@shop.kz", byTimer: false },
    { answer: sampleAnswer({ ...held, checkedAt: at(2) }), who: "b@shop.kz", byTimer: true },
    { answer: sampleAnswer({ checkedAt: at(3) }), who: "a@shop.kz", byTimer: false },
  ];
  const snapshot = snapshotOf(sampleAnswer(), {
    fields: ["timeline"],
    episodes: timelineOf(looks, (one) => one),
  });
  expect(snapshot?.chosen.timeline).toEqual([
    { badge: "held", at: at(1) },
    { badge: "partly_refunded", at: at(3) },
  ]);
});

test("an answer without a payment cannot be shared", () => {
  const answer = sampleAnswer({ kind: "not_found", class: "no_answer", payment: null });
  expect(snapshotOf(answer, { fields: ["invoice"], episodes: [] })).toBeNull();
});

test.each([
  { hours: "169" },
  { hours: "0" },
  { views: "51" },
  { views: "-1" },
  { fields: "invoice,email" },
  { language: "de" },
])("the form cannot ask for more: %o (A-36, A-37)", (wrong) => {
  const right = { fields: "invoice,rrn", language: "kk", hours: "168", views: "50" };
  expect(shareChoiceSchema.safeParse(right).success).toBe(true);
  expect(shareChoiceSchema.safeParse({ ...right, ...wrong }).success).toBe(false);
});
