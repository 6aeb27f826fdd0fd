import type { BankAnswer, Fault } from "#lib/payment/payment.ts";
import { faultOfStatus, repeatOf } from "../fault.ts";
import type { HttpAnswer } from "../http/transport.ts";
import { TextCleaner } from "./clean-text.ts";
import { bankErrorSchema } from "./wire-schema.ts";

const LONGEST_MESSAGE = 300;

/**
 * The bank's error form, which any of its services may give with any status: a code and a message.
 * It says nothing about a payment. Null for any other body. The number of the invoice that was asked
 * about, if any, is no card number.
 */
export function readBankError(json: unknown, invoiceId = ""): BankAnswer["said"] {
  const read = bankErrorSchema.safeParse(json).data;
  if (!read) return null;
  const cleaner = new TextCleaner(invoiceId);
  return {
    code: cleaner.text("said.code", read.code) ?? "",
    message: cleaner.text("said.message", read.message)?.slice(0, LONGEST_MESSAGE) ?? null,
  };
}

/**
 * The fault of an answer without a result, or null if its status is 200 and nothing else is wrong: by
 * its status, and where that leads the administrator astray, by its body.
 */
export function faultOf(
  { status, retryAfter, bodyFault }: HttpAnswer,
  { json, said }: { json: unknown; said: BankAnswer["said"] },
): Fault | null {
  const fault = faultOfStatus(status, retryAfter) ?? bodyFault;
  // A firewall on the way answers with a page; the bank's own refusals are JSON.
  if (status === 403 && json === undefined) return "blocked";
  const isForUs = fault === "access_refused" || fault === "bank_asks_to_wait";
  return said && !isForUs && (fault === null || repeatOf(fault) === "never")
    ? "refused_with_code"
    : fault;
}
