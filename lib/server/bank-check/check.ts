import type { BankAnswer } from "#lib/payment/payment.ts";
import { createBoundedClient } from "#lib/server/bounded-request/client.ts";
import { NOT_PUBLIC, privateAddressesOf } from "#lib/server/bounded-request/public-lookup.ts";
import type { Settings, Terminal } from "#lib/server/config/settings.ts";
import { createEpayClient } from "#lib/server/epay/client.ts";
import type { EpayEvent } from "#lib/server/epay/event.ts";
import { LIMITS } from "#lib/server/epay/timeouts.ts";

/**
 * The checks of the bank and of the way there, for the doctor and for the page of the settings. Each asks
 * anew, with a client of its own: neither a token nor a pause of the running service counts.
 */

/** An invoice number that no shop uses: "not found" is the answer that proves the access. */
export const PROBE_INVOICE = "000000";

/** With a larger error, codes by time (30 s each) and the life of tokens are misjudged. */
export const CLOCK_TOLERANCE_MILLISECONDS = 30_000;

/** The last call to the bank; null when none was sent. */
export type LastCall = Extract<EpayEvent, { type: "call" }> | null;

/** What the bank answered about one terminal. */
export interface TerminalCheck {
  answer: BankAnswer;
  /** The call whose answer that is, or whose failure. */
  call: LastCall;
  /** Milliseconds, the token included. */
  tookMs: number;
  /** A host that was refused as it leads to these addresses, which are not public; else null. */
  notPublic: { host: string; addresses: readonly string[] } | null;
}

type Access = Pick<Settings, "epay" | "proxy">;

/** Makes one look-up at a terminal; of a number that no shop uses, unless another is given. */
export async function checkTerminal(
  { epay, proxy }: Access,
  { id }: Terminal,
  invoiceId = PROBE_INVOICE,
): Promise<TerminalCheck> {
  let call: LastCall = null;
  const client = createEpayClient({
    ...{ ...epay, proxy },
    onEvent: (event) => {
      if (event.type === "call") call = event;
    },
  });
  const begun = performance.now();
  const answer = await client.status({ invoiceId, terminalId: id });
  const tookMs = performance.now() - begun;
  await client.close();
  return { answer, call, tookMs, notPublic: await notPublic(call, epay) };
}

/** The addresses for which a host was refused. */
async function notPublic(
  call: LastCall,
  { tokenUrl, apiUrl }: { tokenUrl: string; apiUrl: string },
): Promise<TerminalCheck["notPublic"]> {
  if (call?.errorCode !== NOT_PUBLIC) return null;
  const { hostname: host } = new URL(call.endpoint === "token" ? tokenUrl : apiUrl);
  return { host, addresses: await privateAddressesOf(host) };
}

/** How far this clock is from that of the bank's host, or why that is not known. */
export type ClockCheck =
  | { is: "known"; apartMs: number }
  | { is: "no_answer"; code: string }
  | { is: "no_date" };

/** Compares this clock with the Date header of the bank's host (RFC 9110 6.6.1); sends no secret. */
export async function checkBankClock({ epay, proxy }: Access): Promise<ClockCheck> {
  const client = createBoundedClient(LIMITS, { publicOnly: epay.publicOnly, proxy });
  const request = {
    ...{ origin: new URL(epay.apiUrl).origin, path: "/", method: "GET" as const, headers: {} },
  };
  const answer = await client.boundedRequest(request, AbortSignal.timeout(LIMITS.totalMs));
  await client.close();
  if (answer.failure !== null) {
    return { is: "no_answer", code: answer.errorCode ?? answer.failure };
  }
  const apartMs = Math.abs(Date.now() - Date.parse(answer.date ?? ""));
  return Number.isNaN(apartMs) ? { is: "no_date" } : { is: "known", apartMs };
}
