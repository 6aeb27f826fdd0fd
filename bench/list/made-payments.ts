import type { Sum } from "#lib/money/sum.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { samplePayment } from "#testing/sample-payment.ts";
import { type Chance, chanceOf } from "../million/chance.ts";
import {
  BRANCHES,
  BRANDS,
  COUNTRIES,
  CYRILLIC_ENDS,
  FAMILY_ROOTS,
  FIRST_DIGITS,
  FIRST_NAMES,
  FORMER_COUNTRY,
  ISSUERS,
  LATIN_ENDS,
  MAIL_DOMAINS,
  RARE_ISSUERS,
  STATES,
  TERMINALS,
} from "./world.ts";

/** Generates realistic payments of three years; the same position and number give the same payment. */

const YEAR_MILLISECONDS = 365 * 86_400_000;
/** When the newest payment was looked up. */
export const NEWEST = Date.parse("2026-11-24T08:00:00.000Z");
const SPAN = 3 * YEAR_MILLISECONDS;
const FIRST_INVOICE = 200_000_000;
/** The number of payments of a rare issuer. */
const RARE = 5;
/** The oldest part of all payments, which has the former country. */
const OLDEST_PART = 0.02;

/** Generates the payment at a position, from the oldest (0) to the newest. */
export function madePayment(place: number, all: number): LookUpAnswer {
  const chance = chanceOf(place * 2_654_435_761);
  const [kind, finality, statusName] = stateOf(chance);
  const lookedAt = NEWEST - SPAN + Math.floor((SPAN * (place + 1)) / all);
  const payment = paymentOf({ place, all, statusName, lookedAt, chance });
  const isRefund = statusName === "REFUND";
  return {
    kind,
    class: finality,
    extent: isRefund ? (kind === "refunded" ? "full" : "part") : null,
    fault: null,
    retryAt: null,
    silentSince: null,
    said: null,
    resultCode: "100",
    resultMessage: "SUCCESS",
    statusName,
    payment,
    flags: [],
    invoiceId: payment.invoiceId,
    terminal: terminalOf(place / all, chance),
    service: "payment",
    checkedAt: new Date(lookedAt).toISOString(),
    bankMilliseconds: 80 + chance.below(200),
    observationId: chance.uuid(),
  };
}

interface Making {
  place: number;
  all: number;
  statusName: string;
  lookedAt: number;
  chance: Chance;
}

function stateOf(chance: Chance): (typeof STATES)[number] {
  let left = chance.below(STATES.reduce((sum, [, , , weight]) => sum + weight, 0));
  for (const state of STATES) {
    left -= state[3];
    if (left < 0) return state;
  }
  return ["paid", "settled", "CHARGE", 1];
}

function terminalOf(age: number, chance: Chance): string {
  const [main, shop, closed] = TERMINALS;
  const draw = chance.next();
  if (age < 1 / 3 && draw < 0.3) return closed;
  return draw < 0.8 ? main : shop;
}

/** One invoice of twenty has a second attempt: the next payment has the same number. */
function invoiceOf(place: number): string {
  const number = place % 20 === 19 ? place - 1 : place;
  return String(FIRST_INVOICE + number * 7);
}

function paymentOf(making: Making): Payment {
  const { place, statusName, lookedAt, chance } = making;
  const paidAt = new Date(lookedAt - Math.floor(chance.next() ** 4 * 30 * 86_400_000));
  const invoiceId = invoiceOf(place);
  const sum = sumOf(amountOf(chance));
  const isRefund = statusName === "REFUND";
  const none = statusName === "FAILED" || statusName === "NEW";
  return samplePayment({
    bankId: chance.uuid(),
    invoiceId,
    statusName,
    statusId: null,
    createdAt: { raw: paidAt.toISOString(), instant: paidAt.toISOString(), offset: "+00:00" },
    currency: chance.next() < 0.97 ? "KZT" : chance.pick(["USD", "EUR", "RUB"]),
    amount: isRefund ? sumOf(0) : sum,
    returned: isRefund ? sum : sumOf(0),
    original: sum,
    reason: none
      ? { code: "51", text: "Insufficient funds" }
      : { code: "00", text: "Successfully" },
    description: `Заказ ${invoiceId}`,
    data: JSON.stringify({ branch: chance.pick(BRANCHES), order: `Q-${place}` }),
    rrn: none ? null : chance.digits(12),
    internalReference: null,
    approvalCode: none ? null : chance.digits(6),
    ...peopleAndCards(making),
  });
}

function peopleAndCards({ place, all, chance }: Making): Partial<Payment> {
  const brand = chance.lean(BRANDS);
  const issuer = rareIssuer(place, all) ?? chance.lean(ISSUERS);
  const first = `${FIRST_DIGITS[brand]}${String(issuer.length % 100).padStart(2, "0")}`;
  return {
    card: {
      mask: { first, last: chance.digits(4) },
      brand,
      issuer,
      secure: true,
      secureDetails: null,
    },
    payer: {
      name: `${chance.pick(FIRST_NAMES)} ${familyOf(chance)}`,
      email: `customer${chance.below(300_000)}@${chance.lean(MAIL_DOMAINS)}`,
      phone: `770${chance.below(10)}${chance.digits(7)}`,
    },
    location: { ...samplePayment().location, country: countryOf(place, all, chance) },
  };
}

function familyOf(chance: Chance): string {
  const root = chance.pick(FAMILY_ROOTS);
  return `${root}${chance.pick(/[A-Z]/.test(root) ? LATIN_ENDS : CYRILLIC_ENDS)}`;
}

/** Five payments each, spread over the whole time. */
function rareIssuer(place: number, all: number): string | undefined {
  const step = Math.max(RARE_ISSUERS.length + 1, Math.floor(all / RARE));
  return place < step * RARE ? RARE_ISSUERS[place % step] : undefined;
}

function countryOf(place: number, all: number, chance: Chance): string {
  if (place < all * OLDEST_PART && chance.next() < 0.1) return FORMER_COUNTRY;
  return chance.next() < 0.8 ? "Kazakhstan" : chance.lean(COUNTRIES);
}

/** An amount in hundredths: mostly round thousands, some small, few very large. */
function amountOf(chance: Chance): number {
  const thousands = Math.ceil(Math.exp(chance.next() * chance.next() * 8));
  const isRound = chance.next() < 0.6;
  return isRound ? thousands * 100_000 : thousands * 100_000 - chance.below(99_900);
}

function sumOf(minorUnits: number): Sum {
  return { decimal: (minorUnits / 100).toFixed(2), minorUnits: String(minorUnits) };
}
