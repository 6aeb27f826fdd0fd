import reasonTexts from "#lib/i18n/en/reasons.json" with { type: "json" };
import { parseSum } from "#lib/money/money.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { FAULTS, FLAGS, type Flag, type Payment } from "#lib/payment/payment.ts";
import { verdictOf } from "#lib/payment/verdict.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";

const STATES = [
  ...["CHARGE", "AUTH", "REFUND", "CANCEL", "CANCEL_OLD", "NEW", "FINGERPRINT", "VERIFIED"],
  ...["3D", "FAILED", "REJECT", "charge", "SETTLING"],
];
const CODES = ["100", "101", "102", "103", "104", "105", "106", "107", "109"];
const REASONS = [...Object.keys(reasonTexts.code), "00", "0484", "9001", null];

/** Amount, bonus, returned, original: whole, part, all, more, unclear, not stated. */
const SUMS = [
  ["4990", "0", "0", "4990"],
  ["4990", "10", "0", "5000"],
  ["12.22", "0", "10", "22.22"],
  ["0", "0", "22.22", "22.22"],
  ["12500", "0", "12500", "12500"],
  ["5", "0", "30", "20"],
  ["5", null, "3", "20"],
  ["5", null, null, null],
  [null, null, null, null],
] as const;

/** Flags of the reading; those of the verdict come with the state, the sums and the reason. */
const READING_FLAGS = FLAGS.filter(
  (code) => !/^(sums_do|refund_|charge_with|finality_|success_reason)/.test(code),
);

const NO_PLACE = {
  ...{ ip: null, country: null, city: null, region: null, district: null },
  ...{ latitude: null, longitude: null },
};

/** Every answer of the tables: code, state, reason and sums, with each flag, with and without 3-D Secure. */
export function* allAnswers(): Generator<ShownAnswer> {
  for (const fault of FAULTS) {
    const silentSince = fault === "bank_silent" ? "2026-11-24T09:02:00Z" : null;
    const silent = { kind: "unreachable", fault, silentSince } as const;
    yield shown(answerOf({ resultCode: "103", payment: null }), silent);
  }
  for (const resultCode of CODES) {
    yield answerOf({ resultCode, payment: null });
    if (resultCode !== "100") {
      yield answerOf({ resultCode, payment: null, flags: [{ code: "also_received" }] });
    }
  }
  for (const statusName of STATES) {
    for (const [place, sums] of SUMS.entries()) {
      // Sums and reasons bear on different states; each is walked beside the plainest of the other.
      for (const code of place === 0 ? REASONS : ["00"]) {
        const payment = paymentOf(statusName, { code, sums });
        for (const resultCode of CODES) yield answerOf({ resultCode, payment });
      }
      const payment = paymentOf(statusName, { code: "00", sums });
      for (const code of READING_FLAGS)
        yield answerOf({ resultCode: "100", payment, flags: [{ code }] });
      const card = { ...payment.card, secure: true };
      yield answerOf({ resultCode: "100", payment: { ...payment, card } });
    }
  }
}

function paymentOf(
  statusName: string,
  { code, sums }: { code: string | null; sums: (typeof SUMS)[number] },
): Payment {
  const [amount, bonus, returned, original] = sums.map((sum) => (sum ? parseSum(sum) : null));
  return samplePayment({
    ...{ statusName, location: NO_PLACE, data: null, description: null },
    reason: { code, text: null },
    ...{ amount: amount ?? null, bonus: bonus ?? null },
    ...{ returned: returned ?? null, original: original ?? null },
  });
}

function answerOf({
  resultCode,
  payment,
  flags = [],
}: {
  resultCode: string;
  payment: Payment | null;
  flags?: Flag[];
}): ShownAnswer {
  const beside: Flag[] = resultCode !== "100" && payment ? [{ code: "also_received" }] : [];
  const all = [...flags, ...beside];
  const isAlone = !all.some(({ code }) => code === "also_received");
  const verdict = verdictOf(resultCode, payment, { isAlone });
  const statusName = resultCode === "100" ? (payment?.statusName ?? null) : null;
  const said = { resultCode, statusName, payment, flags: [...verdict.flags, ...all] };
  return shown(sampleAnswer({ ...verdict, ...said }));
}

function shown(answer: ReturnType<typeof sampleAnswer>, changes = {}): ShownAnswer {
  return { ...answer, asked: [], hidden: [], payerBlocked: false, ownAddress: false, ...changes };
}
