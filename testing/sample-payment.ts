import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";

/** The payment of the bank's documented sample, with changes. All test data are made from it. */
export function samplePayment(changes: Partial<Payment> = {}): Payment {
  return {
    bankId: "af2089fe-43b1-47eb-a61f-c78dd196e18d",
    invoiceId: "205218074",
    statusName: "REFUND",
    statusId: "5bbb7dd5-4691-41ee-a6a5-755a3d23a218",
    createdAt: {
      raw: "2022-11-15T03:52:17.289853+06:00",
      instant: "2022-11-14T21:52:17.289Z",
      offset: "+06:00",
    },
    currency: "KZT",
    amount: { decimal: "12.22", minorUnits: "1222" },
    bonus: { decimal: "0", minorUnits: "0" },
    returned: { decimal: "10", minorUnits: "1000" },
    original: { decimal: "22.22", minorUnits: "2222" },
    reason: { code: "00", text: "Successfully" },
    terminal: { number: "98120001", id: "67e34d63-102f-4bd1-898e-370781d0074d" },
    accountId: null,
    description: "order 205218074",
    language: "RU",
    data: '{"email":"epay@halykbank.kz","sum":33900}',
    card: {
      mask: { first: "400303", last: "9821" },
      brand: "VISA",
      issuer: "Казкоммерцбанк",
      secure: false,
      secureDetails: null,
    },
    rrn: "231951411351",
    internalReference: "67140D7DE97139A7",
    approvalCode: "170243",
    xlsRrn: null,
    payer: { name: "ARMAN ALI", email: "epay@halykbank.kz", phone: "77000000119" },
    location: {
      ip: "46.148.239.182",
      country: "Kazakhstan",
      city: null,
      region: null,
      district: null,
      latitude: 55.7386,
      longitude: 37.6068,
    },
    ...changes,
  };
}

/** A look-up that found the sample, with changes. */
export function sampleAnswer(changes: Partial<LookUpAnswer> = {}): LookUpAnswer {
  return {
    kind: "partly_refunded",
    class: "settled",
    extent: "part",
    fault: null,
    retryAt: null,
    silentSince: null,
    said: null,
    resultCode: "100",
    resultMessage: "SUCCESS",
    statusName: "REFUND",
    payment: samplePayment(),
    flags: [],
    invoiceId: "205218074",
    terminal: "main",
    service: "payment",
    checkedAt: "2026-11-24T08:00:00.000Z",
    bankMilliseconds: 120,
    observationId: "702083c4-b2ca-4dbc-967e-6bedaa4e01ed",
    ...changes,
  };
}
