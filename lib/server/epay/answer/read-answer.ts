import type { BankAnswer, Fault, Flag, Payment } from "#lib/payment/payment.ts";
import { verdictOf } from "#lib/payment/verdict.ts";
import { faultAnswer, faultOfStatus } from "../fault.ts";
import { readBody } from "../http/read-body.ts";
import { retryAtOf } from "../http/retry-after.ts";
import type { HttpAnswer } from "../http/transport.ts";
import { TextCleaner } from "./clean-text.ts";
import { type Asked, toPayment } from "./to-payment.ts";
import { DISPLAY_TEXTS, type Envelope, type Service } from "./wire-schema.ts";

/**
 * Reads one answer of a status service; sends nothing. Checks HTTP status, body, result code,
 * payment and state in this order; the first that fails decides. An answer about another invoice is
 * a fault.
 */
export function readAnswer(http: HttpAnswer, service: Service, asked: Asked): BankAnswer {
  const byStatus = faultOfStatus(http.status, http.retryAfter);
  if (byStatus && byStatus !== "refused_without_reason") {
    return faultAnswer(byStatus, retryAtOf(byStatus, http.retryAfter, asked.now));
  }
  const envelope = service.readEnvelope(readBody(http, service.singleKeys, DISPLAY_TEXTS));
  if (byStatus && (!envelope || envelope.code === "100")) return faultAnswer(byStatus);
  if (!envelope) return faultAnswer(http.bodyFault ?? "not_trusted");
  const read = readTransaction(envelope.transaction, service, asked);
  if (envelope.code !== "100") return answerOf(envelope, alsoReceived(read), asked);
  return "fault" in read ? faultAnswer(read.fault) : answerOf(envelope, read, asked);
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
  { invoiceId }: Asked,
): BankAnswer {
  const cleaner = new TextCleaner(invoiceId);
  const isAlone = !flags.some(({ code }) => code === "also_received");
  const verdict = verdictOf(envelope.code, payment, isAlone);
  const resultCode = cleaner.text("resultCode", envelope.code);
  const resultMessage = cleaner.text("resultMessage", envelope.message);
  if (envelope.unknownFields > 0) cleaner.flag("unknown_fields", { count: envelope.unknownFields });
  return {
    ...verdict,
    retryAt: null,
    resultCode,
    resultMessage,
    statusName: envelope.code === "100" ? payment?.statusName || null : null,
    payment,
    flags: [...verdict.flags, ...flags, ...cleaner.flags],
  };
}
