import { z } from "zod";
import { RawNumber, type SingleKeys } from "./read-json.ts";

// The bank's JSON. Only this file and to-payment.ts know its field names. Sources: the bank's pages
// check-status-payment, check-status-p2p and poluchenie-tokena. Tolerant with fields that are only
// shown, strict with identity and status.

/** Text that is only shown. A number becomes its digits; "" and all other types become null. */
const text = z
  .unknown()
  .optional()
  .transform((value) => {
    if (value instanceof RawNumber) return value.digits;
    return typeof value === "string" && value !== "" ? value : null;
  });

/** A sum as the bank wrote it, to be parsed as a decimal; null only when it is missing. */
const sum = z
  .unknown()
  .optional()
  .transform((value) => {
    if (value instanceof RawNumber) return value.digits;
    if (value === undefined || value === null || value === "") return null;
    return typeof value === "object" ? "{}" : String(value);
  });

/**
 * 3-D Secure: a boolean in the documentation, text in older answers; anything else becomes null.
 */
const yesOrNo = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === "boolean") return value;
    const word = typeof value === "string" ? value.toLowerCase() : "";
    if (word === "true" || word === "yes") return true;
    return word === "false" || word === "no" ? false : null;
  });

const digits = z.instanceof(RawNumber).transform((number) => number.digits);

/** The result code: text or an integer, without padding and leading zeros. */
const code = z
  .union([z.string(), digits.refine((value) => /^-?\d+$/.test(value))])
  .refine((value) => value === value.trim() && !/^0\d/.test(value));

const invoiceID = z.union([z.string().min(1), digits]);

/** One payment. `cardID` is a token that can charge the card, so it is never read. */
export const transactionSchema = z.object({
  id: text,
  createdDate: text,
  invoiceID,
  amount: sum,
  amountBonus: sum,
  payoutAmount: sum,
  orgAmount: sum,
  approvalCode: text,
  data: text,
  currency: text,
  terminal: text,
  terminalID: text,
  accountID: text,
  description: text,
  language: text,
  cardMask: text,
  cardType: text,
  issuer: text,
  reference: text,
  reason: text,
  reasonCode: text,
  intReference: text,
  secure: yesOrNo,
  secureDetails: text,
  statusID: text,
  statusName: z.string().min(1),
  name: text,
  email: text,
  phone: text,
  xlsRRN: text,
  ip: text,
  ipCountry: text,
  ipCity: text,
  ipRegion: text,
  ipDistrict: text,
  ipLatitude: text,
  ipLongitude: text,
});
export type WireTransaction = z.infer<typeof transactionSchema>;

/** The documentation of p2p payments does not mention a state, so it may be missing. */
const p2pSchema = transactionSchema.extend({
  statusName: z
    .string()
    .nullish()
    .transform((value) => value ?? ""),
});

/** An answer of either status service with its transaction unparsed. */
export interface Envelope {
  code: string;
  message: string | null;
  transaction: unknown;
  unknownFields: number;
}

/** One status service: its path and the envelope of its answers. */
export interface Service {
  path: string;
  singleKeys: SingleKeys;
  /** Null when the answer has no readable result code. */
  readEnvelope(answer: unknown): Envelope | null;
  transaction: z.ZodType<WireTransaction>;
}

/** Keys of texts that are only shown: what nobody compares, counts or searches by as a whole. */
export const DISPLAY_TEXTS: ReadonlySet<string> = new Set([
  ...["resultMessage", "message", "reason", "description", "data", "issuer", "secureDetails"],
  ...["name", "ipCountry", "ipCity", "ipRegion", "ipDistrict"],
]);

const ONCE_IN_TRANSACTION = new Set([
  ...["id", "invoiceID", "terminalID", "accountID", "statusID", "statusName", "reasonCode"],
  ...["amount", "amountBonus", "payoutAmount", "orgAmount", "currency"],
]);

const paymentEnvelope = z.object({
  resultCode: code,
  resultMessage: text,
  transaction: z.unknown().optional(),
});

/** `GET {api}/check-status/payment/transaction/{invoiceID}` */
export const paymentService: Service = {
  path: "/check-status/payment/transaction/",
  singleKeys: new Map([
    ["", new Set(["resultCode", "transaction"])],
    ["transaction", ONCE_IN_TRANSACTION],
  ]),
  readEnvelope(answer) {
    const read = paymentEnvelope.safeParse(answer).data;
    if (!read) return null;
    const { resultCode, resultMessage, transaction } = read;
    const unknownFields =
      unknownKeys(answer, Object.keys(paymentEnvelope.shape)) +
      unknownKeys(transaction, TRANSACTION_KEYS);
    return { code: resultCode, message: resultMessage, transaction, unknownFields };
  },
  transaction: transactionSchema,
};

const p2pResult = z.object({ code, message: text });
const p2pHolder = z.object({ p2p: z.unknown().optional() });
const p2pEnvelope = z.object({ result: p2pResult, transaction: p2pHolder.nullish().catch(null) });

/** `GET {api}/check-status/p2p/transaction/{order}` */
export const p2pService: Service = {
  path: "/check-status/p2p/transaction/",
  singleKeys: new Map([
    ["", new Set(["result", "transaction"])],
    ["result", new Set(["code"])],
    ["transaction", new Set(["p2p"])],
    ["transaction.p2p", ONCE_IN_TRANSACTION],
  ]),
  readEnvelope(answer) {
    const read = p2pEnvelope.safeParse(answer).data;
    if (!read) return null;
    const { result, transaction } = read;
    const unknownFields =
      unknownKeys(answer, Object.keys(p2pEnvelope.shape)) +
      unknownKeys(transaction?.p2p, TRANSACTION_KEYS);
    return { ...result, transaction: transaction?.p2p, unknownFields };
  },
  transaction: p2pSchema,
};

const TRANSACTION_KEYS = [...Object.keys(transactionSchema.shape), "cardID"];

function unknownKeys(value: unknown, known: readonly string[]): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.keys(value).filter((key) => !known.includes(key)).length;
}

/** The bank's error form; the documentation does not mention it. */
export const bankErrorSchema = z.object({
  code: z.union([z.string().regex(/^[\w.-]{1,40}$/), digits]),
  message: text,
});

/** Seconds as a number or as text of digits; otherwise null. */
const seconds = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === "string") return /^-?\d{1,15}$/.test(value) ? Number(value) : null;
    const number = value instanceof RawNumber ? Number(value.digits) : Number.NaN;
    return Number.isFinite(number) ? number : null;
  });

/**
 * The answer of the token service. The token is sent in a header (RFC 6750), so it must be
 * printable ASCII without blanks and no longer than servers accept.
 */
export const tokenSchema = z
  .object({
    access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
    expires_in: seconds,
    token_type: z
      .string()
      .regex(/^(?:bearer)?$/i)
      .nullish(),
  })
  .transform(({ access_token, expires_in }) => ({
    token: access_token,
    expiresInSeconds: expires_in,
  }));

export const TOKEN_SINGLE_KEYS: SingleKeys = new Map([
  ["", new Set(["access_token", "expires_in", "token_type"])],
]);

/** The form fields of a token request for one terminal, in the order of the bank's page. */
export function tokenForm(access: {
  scope: string;
  clientId: string;
  clientSecret: string;
  terminalId: string;
}): ReadonlyArray<readonly [name: string, value: string]> {
  return [
    ["grant_type", "client_credentials"],
    ["scope", access.scope],
    ["client_id", access.clientId],
    ["client_secret", access.clientSecret],
    ["terminal", access.terminalId],
  ];
}
