import type { BankAnswer, Fault, Kind } from "#lib/payment/payment.ts";
import type { HttpAnswer, HttpFailure } from "./http/transport.ts";

/** Whether a fault is retried within one question: up to the limit, once, or never. */
export type Repeat = "again" | "once" | "never";

const FAULTS: Readonly<Record<Fault, readonly [kind: Kind, repeat: Repeat]>> = {
  network: ["unreachable", "again"],
  timeout: ["unreachable", "again"],
  certificate: ["unreachable", "never"],
  bank_silent: ["unreachable", "never"],
  not_asked: ["unreachable", "never"],
  bank_failing: ["unreachable", "again"],
  bank_asks_to_wait: ["unreachable", "never"],
  access_refused: ["our_settings", "never"],
  wrong_address: ["our_settings", "never"],
  blocked: ["our_settings", "never"],
  credentials_refused: ["our_settings", "never"],
  terminal_missing: ["our_settings", "never"],
  terminal_wrong: ["our_settings", "never"],
  terminal_not_ours: ["our_settings", "never"],
  bank_failed_to_look: ["bank_error", "again"],
  refused_without_reason: ["bank_error", "never"],
  refused_with_code: ["bank_error", "never"],
  not_the_bank: ["unreadable", "never"],
  compressed: ["unreadable", "never"],
  not_trusted: ["unreadable", "once"],
  other_invoice: ["unreadable", "once"],
};

/** Whether this fault is retried within one question. */
export function repeatOf(fault: Fault | null): Repeat {
  return fault === null ? "never" : FAULTS[fault][1];
}

/** Whether the bank was not asked at all. */
export function isUnsent(fault: Fault | null): boolean {
  return fault === "bank_silent" || fault === "not_asked";
}

/** Whether the call failed as calls do while the bank, or the way to it, is out of order. */
export function isOutage(http: HttpAnswer | HttpFailure): boolean {
  const fault = http.fault ?? http.bodyFault ?? faultOfStatus(http.status, http.retryAfter);
  return fault !== null && FAULTS[fault][0] === "unreachable";
}

/** What is known of a fault besides its name. */
export interface FaultDetails {
  retryAt?: string | null;
  said?: BankAnswer["said"];
}

/** The answer for a fault, which tells nothing about the payment. */
export function faultAnswer(
  fault: Fault,
  { retryAt = null, said = null }: FaultDetails = {},
): BankAnswer {
  return {
    kind: FAULTS[fault][0],
    class: "no_answer",
    extent: null,
    fault,
    retryAt,
    silentSince: null,
    said,
    resultCode: null,
    resultMessage: null,
    statusName: null,
    payment: null,
    flags: [],
  };
}

/**
 * The fault that an HTTP status alone means (RFC 9110, section 15), or null if the body decides.
 * The bank documents 200 only. 404 means a wrong host or path, never "no such payment"; redirects,
 * 204 and 205 do not come from the bank's service.
 */
export function faultOfStatus(status: number, retryAfter: string | null): Fault | null {
  switch (status) {
    case 200:
      return null;
    case 400:
      return "refused_without_reason";
    case 401:
      return "access_refused";
    case 403:
    case 404:
    case 405:
    case 410:
    case 415:
      return "wrong_address";
    case 408:
    case 425:
      return "bank_failing";
    case 429:
      return "bank_asks_to_wait";
    case 503:
      return retryAfter === null ? "bank_failing" : "bank_asks_to_wait";
    default:
      return status >= 500 && status <= 599 ? "bank_failing" : "not_the_bank";
  }
}
