import { maskOf, removeCardNumbers } from "#lib/card/card-number.ts";
import { compareSums, parseSum, ZERO } from "#lib/money/money.ts";
import type { Sum } from "#lib/money/sum.ts";
import type { Flag, Payment } from "#lib/payment/payment.ts";
import { TextCleaner } from "./clean-text.ts";
import { parseRfc3339 } from "./rfc3339.ts";
import type { WireTransaction } from "./wire-schema.ts";

/** The tolerated difference between the clocks; dates further ahead are flagged. */
const CLOCK_TOLERANCE_MS = 600_000;

/** The question, and when it was asked in milliseconds since 1970. */
export interface Asked {
  invoiceId: string;
  terminalId: string;
  now: number;
}

/** Translates the bank's transaction into a payment, with flags for everything odd. */
export function toPayment(
  wire: WireTransaction,
  asked: Asked,
): { payment: Payment; flags: Flag[] } {
  const cleaner = new TextCleaner(asked.invoiceId);
  const payment: Payment = {
    bankId: cleaner.text("bankId", wire.id),
    invoiceId: asked.invoiceId,
    statusName: cleaner.text("statusName", wire.statusName) ?? "",
    statusId: cleaner.text("statusId", wire.statusID),
    createdAt: createdAtOf(cleaner, wire.createdDate, asked.now),
    currency: cleaner.text("currency", wire.currency),
    ...sumsOf(cleaner, wire),
    reason: {
      code: cleaner.text("reason.code", wire.reasonCode),
      text: cleaner.text("reason.text", wire.reason),
    },
    terminal: terminalOf(cleaner, wire, asked.terminalId),
    accountId: cleaner.text("accountId", wire.accountID),
    description: cleaner.text("description", wire.description),
    language: cleaner.text("language", wire.language),
    data: cleaner.data("data", wire.data),
    card: cardOf(cleaner, wire),
    rrn: cleaner.text("rrn", wire.reference),
    internalReference: cleaner.text("internalReference", wire.intReference),
    approvalCode: cleaner.text("approvalCode", wire.approvalCode),
    xlsRrn: cleaner.text("xlsRrn", wire.xlsRRN),
    payer: {
      name: cleaner.text("payer.name", wire.name),
      email: cleaner.text("payer.email", wire.email),
      phone: cleaner.text("payer.phone", wire.phone),
    },
    location: locationOf(cleaner, wire),
  };
  if (payment.currency === null) cleaner.flag("not_stated", { field: "currency" });
  return { payment, flags: cleaner.flags };
}

function sumsOf(
  cleaner: TextCleaner,
  wire: WireTransaction,
): Pick<Payment, "amount" | "bonus" | "returned" | "original"> {
  if (wire.amount === null) cleaner.flag("not_stated", { field: "amount" });
  return {
    amount: sumOf(cleaner, "amount", wire.amount),
    bonus: sumOf(cleaner, "bonus", wire.amountBonus),
    returned: sumOf(cleaner, "returned", wire.payoutAmount),
    original: sumOf(cleaner, "original", wire.orgAmount),
  };
}

/**
 * Reads a sum. A card number in its place is refused; no real sum has 13 digits before the point.
 */
function sumOf(cleaner: TextCleaner, field: string, raw: string | null): Sum | null {
  if (raw === null) return null;
  const sum = parseSum(raw);
  if (!sum || isCardNumber(sum)) {
    cleaner.flag("sum_unreadable", { field, raw });
    return null;
  }
  if (compareSums(sum, ZERO) < 0) cleaner.flag("sum_negative", { field, raw });
  return sum;
}

function isCardNumber({ decimal }: Sum): boolean {
  const whole = decimal.replace(/^-|\..*$/g, "");
  return whole.length <= 19 && removeCardNumbers(whole).removed > 0;
}

function createdAtOf(
  cleaner: TextCleaner,
  written: string | null,
  now: number,
): Payment["createdAt"] {
  const field = "createdAt";
  if (written === null) {
    cleaner.flag("not_stated", { field });
    return null;
  }
  const moment = parseRfc3339(written);
  if (!moment) {
    cleaner.flag("date_unreadable", { field, raw: written });
    return { raw: cleaner.text(field, written) ?? "", instant: null, offset: null };
  }
  const { epochMs, offset } = moment;
  if (epochMs > now + CLOCK_TOLERANCE_MS) cleaner.flag("date_in_future", { field, raw: written });
  return { raw: written, instant: new Date(epochMs).toISOString(), offset };
}

function terminalOf(
  cleaner: TextCleaner,
  wire: WireTransaction,
  askedId: string,
): Payment["terminal"] {
  const id = cleaner.text("terminal.id", wire.terminalID);
  if (id !== null && id.toLowerCase() !== askedId.toLowerCase()) {
    cleaner.flag("other_terminal", { field: "terminal.id", raw: id });
  }
  return { number: cleaner.text("terminal.number", wire.terminal), id };
}

function cardOf(cleaner: TextCleaner, wire: WireTransaction): Payment["card"] {
  const mask = wire.cardMask === null ? null : maskOf(wire.cardMask);
  if (mask?.cut) cleaner.flag("card_mask_cut", { field: "card.mask" });
  return {
    mask: mask && { first: mask.first, last: mask.last },
    brand: cleaner.text("card.brand", wire.cardType),
    issuer: cleaner.text("card.issuer", wire.issuer),
    secure: wire.secure,
    secureDetails: cleaner.text("card.secureDetails", wire.secureDetails),
  };
}

function locationOf(cleaner: TextCleaner, wire: WireTransaction): Payment["location"] {
  return {
    ip: cleaner.text("location.ip", wire.ip),
    country: cleaner.text("location.country", wire.ipCountry),
    city: cleaner.text("location.city", wire.ipCity),
    region: cleaner.text("location.region", wire.ipRegion),
    district: cleaner.text("location.district", wire.ipDistrict),
    latitude: degreesOf(wire.ipLatitude, 90),
    longitude: degreesOf(wire.ipLongitude, 180),
  };
}

/** Rounds to six decimals (about 0.1 m); more would be noise or could hide another number. */
function degreesOf(written: string | null, most: number): number | null {
  const degrees = written === null ? Number.NaN : Number(written);
  return Math.abs(degrees) <= most ? Number(degrees.toFixed(6)) : null;
}
