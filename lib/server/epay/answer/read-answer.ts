import type { BankAnswer, Fault, Flag, Payment } from "#lib/payment/payment.ts";
import { verdictOf } from "#lib/payment/verdict.ts";
import { faultAnswer } from "../fault.ts";
import { readBody } from "../http/read-body.ts";
import { retryAtOf } from "../http/retry-after.ts";
import type { HttpAnswer } from "../http/transport.ts";
import { faultOf, readBankError } from "./bank-error.ts";
import { TextCleaner } from "./clean-text.ts";
import { type Asked, toPayment } from "./to-payment.ts";
import { DISPLAY_TEXTS, type Envelope, type Service } from "./wire-schema.ts";

/**
 * Reads one answer of a status service; sends nothing. Checks HTTP status, body, result code,
 * payment and state in this order; the first that fails decides. An answer about another invoice is
 * a fault.
 */
export function readAnswer(http: HttpAnswer, service: Service, asked: Asked): BankAnswer {
  const { json, otherType } = readBody(http, service.singleKeys, DISPLAY_TEXTS);
  const envelope = service.readEnvelope(json);
  const said = envelope ? null : readBankError(json, asked.invoiceId);
  const fault = faultOf(http, { json, said });
  // The bank answers some questions with 400 and a result code.
  const isAnswer = envelope && (fault === null || (http.status === 400 && envelope.code !== "100"));
  if (!isAnswer) {
    const named = fault ?? "not_trusted";
    return faultAnswer(named, { retryAt: retryAtOf(named, http.retryAfter, asked.now), said });
  }
  const read = readTransaction(envelope.transaction, service, asked);
  const how = { otherType, invoiceId: asked.invoiceId };
  if (envelope.code !== "100") return answerOf(envelope, alsoReceived(read), how);
  return "fault" in read ? faultAnswer(read.fault) : answerOf(envelope, read, how);
}

interface ReadPayment {
  payment: Payment | null;
  flags: Flag[];
}

function readTransaction(
  raw: unknown,
  service: Service,
  asked: Asked,
): ReadPayment | { fault: Fault; isAbsent: boolean } {
  const wire = service.transaction.safeParse(raw).data;
  if (!wire) return { fault: "not_trusted", isAbsent: isNothing(raw) };
  if (wire.invoiceID !== asked.invoiceId) return { fault: "other_invoice", isAbsent: false };
  return toPayment(wire, asked);
}

/** The bank sends null, "", {} or [] for no transaction. */
function isNothing(raw: unknown): boolean {
  if (raw === undefined || raw === null || raw === "") return true;
  return typeof raw === "object" && Object.keys(raw).length === 0;
}

/**
 * The code takes precedence; a payment of this invoice is passed on with the flag "also received".
 */
function alsoReceived(read: ReturnType<typeof readTransaction>): ReadPayment {
  if (!("fault" in read)) return { ...read, flags: [{ code: "also_received" }, ...read.flags] };
  return { payment: null, flags: read.isAbsent ? [] : [{ code: "also_received" }] };
}

function answerOf(
  envelope: Envelope,
  { payment, flags }: ReadPayment,
  { otherType, invoiceId }: { otherType: string | null; invoiceId: string },
): BankAnswer {
  const cleaner = new TextCleaner(invoiceId);
  const isAlone = !flags.some(({ code }) => code === "also_received");
  const isBonusStated = payment?.bonus !== null || flags.some(({ field }) => field === "bonus");
  const verdict = verdictOf(envelope.code, payment, { isAlone, isBonusStated });
  const resultCode = cleaner.text("resultCode", envelope.code);
  const resultMessage = cleaner.text("resultMessage", envelope.message);
  if (envelope.unknownFields > 0) cleaner.flag("unknown_fields", { count: envelope.unknownFields });
  if (otherType !== null) cleaner.flag("content_type_unexpected", { raw: otherType });
  return {
    ...verdict,
    retryAt: null,
    silentSince: null,
    said: null,
    resultCode,
    resultMessage,
    statusName: envelope.code === "100" ? payment?.statusName || null : null,
    payment,
    flags: [...verdict.flags, ...flags, ...cleaner.flags],
  };
}
