import { PRACTICE_TERMINALS, type TerminalAlias } from "../token/credentials.ts";
import { digitsFrom, hexFrom, numberFrom, pickFrom, uuidFrom } from "./derived-text.ts";

/**
 * The transaction of the bank's documentation, with the same keys in the same order. Invoice
 * 205218074 answers with it unchanged; all other transactions are made from it.
 */
export const BANK_SAMPLE = {
  id: "af2089fe-43b1-47eb-a61f-c78dd196e18d",
  createdDate: "2022-11-15T03:52:17.289853+06:00",
  invoiceID: "205218074",
  amount: 12.22,
  amountBonus: 0,
  payoutAmount: 10,
  orgAmount: 22.22,
  approvalCode: "170243",
  data: '{"custom_id":"2023.03.10-15:03:58","email":"epay@halykbank.kz","deal_number":"1111111","offer_code":"1111111","sum":33900}',
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

/** A key of the bank's transaction; `secureDetails` occurs in real answers, not in the sample. */
export type TransactionField = keyof typeof BANK_SAMPLE | "secureDetails";

/** Fields that differ from the default; `undefined` leaves the key out. Values have any type. */
export type Changes = Readonly<Partial<Record<TransactionField, unknown>>>;

/** A transaction as it is sent. */
export type Transaction = Readonly<Record<string, unknown>>;

/** What the default fields of a payment are derived from. */
export interface Origin {
  readonly invoice: string;
  readonly terminal: TerminalAlias;
  /** When the payment was made, in milliseconds; by default a fixed day of 2025. */
  readonly createdAt?: number;
}

/** At this instant Kazakhstan changed to UTC+5; Almaty had UTC+6 before. */
const ONE_ZONE_SINCE = Date.UTC(2024, 1, 29, 18);
const HOUR = 3_600_000;

function offsetHours(at: number): number {
  return at < ONE_ZONE_SINCE ? 6 : 5;
}

/** An instant in the format of the bank: local time, six fraction digits, offset. */
export function bankDate(at: number): string {
  const hours = offsetHours(at);
  const local = new Date(at + hours * HOUR).toISOString().slice(0, 23);
  return `${local}${digitsFrom(String(at), 3)}+0${hours}:00`;
}

/** RRN: last digit of the year and day of the year by the bank's local date, then eight digits. */
function rrn(invoice: string, at: number): string {
  const local = new Date(at + offsetHours(at) * HOUR);
  const year = local.getUTCFullYear();
  const day = Math.floor((local.getTime() - Date.UTC(year, 0, 1)) / (24 * HOUR)) + 1;
  return `${year % 10}${String(day).padStart(3, "0")}${digitsFrom(`rrn ${invoice}`, 8)}`;
}

/** A time between 10:00 and 21:00 on a day in autumn 2025. */
function usualMoment(invoice: string): number {
  const day = numberFrom(`day ${invoice}`, 80);
  const milliseconds = numberFrom(`time ${invoice}`, 11 * HOUR);
  return Date.UTC(2025, 8, 1 + day, 5) + milliseconds;
}

const PAYERS = [
  { name: "AIGERIM SERIKOVA", email: "aigerim.serikova@example.com", language: "KZ" },
  { name: "NURLAN ABDRAKHMANOV", email: "nurlan.a@example.com", language: "KZ" },
  { name: "OLGA KIM", email: "olga.kim@example.com", language: "RU" },
  { name: "DMITRIY PAVLOV", email: "d.pavlov@example.com", language: "RU" },
  { name: "MADINA ZHUMABAYEVA", email: "madina.zh@example.com", language: "RU" },
  { name: "JOHN CARTER", email: "john.carter@example.com", language: "EN" },
] as const;

const CARDS = [
  { cardMask: "400303...9821", cardType: "VISA", issuer: "Halyk Bank" },
  { cardMask: "440043...1274", cardType: "VISA", issuer: "Kaspi Bank" },
  { cardMask: "522402...0015", cardType: "MASTERCARD", issuer: "Bank CenterCredit" },
  { cardMask: "548318...7730", cardType: "MASTERCARD", issuer: "ForteBank" },
] as const;

const AMOUNTS = [4990, 12500, 15000.5, 7890, 23400, 1990, 54900, 8450.75] as const;

/** IP address and location of a payer in Almaty. */
const ALMATY = {
  ip: "46.148.239.182",
  ipCountry: "Kazakhstan",
  ipCity: "Almaty",
  ipRegion: "Almaty",
  ipDistrict: "",
  ipLatitude: 43.2567,
  ipLongitude: 76.9286,
} as const;

function defaultFields(origin: Origin, createdAt: number) {
  const { invoice } = origin;
  const { language, ...payer } = pickFrom(`payer ${invoice}`, PAYERS);
  const terminal = PRACTICE_TERMINALS.find((one) => one.alias === origin.terminal);
  return {
    id: uuidFrom(`transaction ${invoice}`),
    createdDate: bankDate(createdAt),
    invoiceID: invoice,
    approvalCode: digitsFrom(`approval ${invoice}`, 6),
    data: JSON.stringify({ order: invoice, delivery: "pickup" }),
    terminal: terminal?.number,
    terminalID: terminal?.id,
    description: `order ${invoice}`,
    language,
    ...pickFrom(`card ${invoice}`, CARDS),
    reference: rrn(invoice, createdAt),
    intReference: hexFrom(`int ${invoice}`, 16).toUpperCase(),
    secure: true,
    ...payer,
    phone: `7700000${digitsFrom(`phone ${invoice}`, 4)}`,
    cardID: uuidFrom(`saved card ${invoice}`),
    ...ALMATY,
  };
}

/**
 * A payment of the practice shop: paid, apart from the changes. When only the amount is changed,
 * `orgAmount` follows it, as it does before a refund.
 */
export function transaction(origin: Origin, changes: Changes = {}): Transaction {
  const createdAt = origin.createdAt ?? usualMoment(origin.invoice);
  const amount = changes.amount ?? pickFrom(`amount ${origin.invoice}`, AMOUNTS);
  const statusName = changes.statusName ?? "CHARGE";
  return {
    ...BANK_SAMPLE,
    ...defaultFields(origin, createdAt),
    amount,
    payoutAmount: 0,
    orgAmount: amount,
    statusID: statusName === "REFUND" ? BANK_SAMPLE.statusID : uuidFrom(`status ${statusName}`),
    statusName,
    ...changes,
  };
}

const P2P_FIELDS = [
  "id",
  "createdDate",
  "invoiceID",
  "amount",
  "amountBonus",
  "payoutAmount",
  "currency",
  "cardType",
  "terminal",
  "terminalID",
  "accountID",
  "description",
  "language",
  "reference",
] as const;

/** The documented fields of a p2p operation and the changes, e.g. a `statusName`. */
export function p2pTransaction(origin: Origin, changes: Changes = {}): Transaction {
  const whole = transaction(origin, changes);
  return { ...Object.fromEntries(P2P_FIELDS.map((field) => [field, whole[field]])), ...changes };
}
