import { looksLikeCardNumber } from "#lib/card/card-number.ts";

/** No bank has issued cards with thirteen digits for decades, and shops number orders so. */
const OBSOLETE_CARD = /^\d{13}$/;

/** Longer than all known invoice numbers; this limit is ours, not the bank's. */
const LONGEST_INVOICE_ID = 64;
const ALLOWED = /^[A-Za-z0-9_-]+$/;

/** Why a text is not an invoice number; texts are in the message files under `look_up.problem`. */
export type InvoiceIdProblem = "empty" | "too_long" | "characters" | "card_number";

export type InvoiceIdReading =
  | { ok: true; invoiceId: string }
  | { ok: false; reason: InvoiceIdProblem };

/**
 * Parses the merchant's invoice number. Removes only ASCII white space around it, as leading zeros
 * and letter case are significant. Refuses texts that look like a card number, with or without
 * blanks; of thirteen digits see `needsConfirmation`. Every accepted text is safe as one segment of a path.
 */
export function parseInvoiceId(text: string): InvoiceIdReading {
  const invoiceId = withoutOuterSpace(text);
  if (invoiceId === "") return { ok: false, reason: "empty" };
  if (looksLikeCardNumber(invoiceId) && !needsConfirmation(invoiceId))
    return { ok: false, reason: "card_number" };
  if (invoiceId.length > LONGEST_INVOICE_ID) return { ok: false, reason: "too_long" };
  if (!ALLOWED.test(invoiceId)) return { ok: false, reason: "characters" };
  return { ok: true, invoiceId };
}

/**
 * Whether a person has to say that this is an invoice number before the bank is asked: it has the form of
 * a card number of thirteen digits.
 */
export function needsConfirmation(invoiceId: string): boolean {
  return OBSOLETE_CARD.test(invoiceId) && looksLikeCardNumber(invoiceId);
}

/**
 * Whether the number has 6 to 15 digits, as the bank's page platezhnaya-stranica requires. Any
 * other number gets a warning and is not refused: the bank's own pages have numbers of 17 digits.
 */
export function isUsualInvoiceId(invoiceId: string): boolean {
  return /^\d{6,15}$/.test(invoiceId);
}

function withoutOuterSpace(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isAsciiSpace(text.charCodeAt(from))) from++;
  while (to > from && isAsciiSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isAsciiSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
