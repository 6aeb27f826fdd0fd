import {
  type BankAnswer,
  bankAnswerSchema,
  type Flag,
  type Payment,
} from "#lib/payment/payment.ts";
import { readAnswer } from "#lib/server/epay/answer/read-answer.ts";
import { paymentService } from "#lib/server/epay/answer/wire-schema.ts";

// For tests: the one answer that the bank prints on its page check-status-payment, and what becomes
// of it when something is changed.

/** The transaction of the bank's sample. */
export const SAMPLE = {
  id: "af2089fe-43b1-47eb-a61f-c78dd196e18d",
  createdDate: "2022-11-15T03:52:17.289853+06:00",
  invoiceID: "205218074",
  amount: 12.22,
  amountBonus: 0,
  payoutAmount: 10,
  orgAmount: 22.22,
  approvalCode: "170243",
  data: '{"custom_id":"2023.03.10-15:03:58","email":"epay@halykbank.kz","sum":33900}',
  currency: "KZT",
  terminal: "98120001",
  terminalID: "67e34d63-102f-4bd1-898e-370781d0074d",
  accountID: "",
  description: "order 205218074",
  language: "RU",
  cardMask: "400303...9821",
  cardType: "VISA",
  issuer: "Казкоммерцбанк",
  reference: "231951411351",
  reason: "Successfully",
  reasonCode: "00",
  intReference: "67140D7DE97139A7",
  secure: false,
  statusID: "5bbb7dd5-4691-41ee-a6a5-755a3d23a218",
  statusName: "REFUND",
  name: "ARMAN ALI",
  email: "epay@halykbank.kz",
  phone: "",
  cardID: "e8a09f98-04b4-71a6-e053-1d1a000aa0d2",
  xlsRRN: "",
  ip: "46.148.239.182",
  ipCountry: "Kazakhstan",
  ipCity: "",
  ipRegion: "",
  ipDistrict: "",
  ipLatitude: 55.7386,
  ipLongitude: 37.6068,
} as const;

type Changes = Record<string, unknown>;

/** The sample with some keys changed, or left out where the change is undefined. */
export function transaction(changes: Changes = {}): Changes {
  return { ...SAMPLE, ...changes };
}

/** A payment whose money was taken and not given back. */
export function charge(changes: Changes = {}): Changes {
  return transaction({ statusName: "CHARGE", amount: 22.22, payoutAmount: 0, ...changes });
}

/** A whole answer of the payment service with result code 100. */
export function answer(changes: Changes = {}): Changes {
  return { resultCode: "100", resultMessage: "SUCCESS", transaction: transaction(changes) };
}

/** The same of the p2p service, which documents no state and no sum before refunds. */
export function p2pAnswer(changes: Changes = {}): Changes {
  const { orgAmount: _sum, statusName: _state, statusID: _id, ...documented } = SAMPLE;
  return {
    result: { code: "100", message: "SUCCESS" },
    transaction: { p2p: { ...documented, ...changes } },
  };
}

/** Text of the answer with one value written exactly so, as JSON.stringify would not. */
export function answerWith(
  key: keyof typeof SAMPLE,
  rawValue: string,
  changes: Changes = {},
): string {
  const mark = "=here=";
  return JSON.stringify(answer({ ...changes, [key]: mark })).replace(`"${mark}"`, () => rawValue);
}

/** When the answers below are read. */
export const NOW = Date.UTC(2026, 0, 15, 12);

/** What becomes of a body of the payment service, without a network between. */
export function readText(content: string, invoiceId: string = SAMPLE.invoiceID): BankAnswer {
  const http = {
    ...{ fault: null, status: 200, contentType: "application/json", retryAfter: null, date: null },
    ...{ body: Buffer.from(content), bodyFault: null, errorCode: null },
  };
  const asked = { invoiceId, terminalId: SAMPLE.terminalID, now: NOW };
  return bankAnswerSchema.parse(readAnswer(http, paymentService, asked));
}

/** The payment that is read from the sample with some keys changed. */
export function readPayment(changes: Changes): { payment: Payment; flags: Flag[] } {
  const { payment, flags } = readText(JSON.stringify(answer(changes)));
  if (!payment) throw new Error("no payment was read");
  return { payment, flags };
}
