import { isLoopback } from "#lib/http/loopback.ts";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import { createBoundedClient } from "#lib/server/bounded-request/client.ts";
import { NOT_PUBLIC, privateAddressesOf } from "#lib/server/bounded-request/public-lookup.ts";
import type { Settings } from "#lib/server/config/settings.ts";
import { createEpayClient } from "#lib/server/epay/client.ts";
import { LIMITS } from "#lib/server/epay/timeouts.ts";
import { bankAdvice, type LastCall } from "./bank-advice.ts";

/** The doctor's checks of the bank and of the way there. */

/** Prints one line: all is well, or what to look at, or what to fix. */
export interface Report {
  well(what: string, detail: string): void;
  warn(what: string, advice: string): void;
  wrong(what: string, advice: string): void;
}

/** An invoice number that no shop uses: "not found" is the answer that proves the access. */
const PROBE_INVOICE = "000000";

/** With a larger error, codes by time (30 s each) and the life of tokens are misjudged. */
const CLOCK_TOLERANCE_MILLISECONDS = 30_000;

/** Says whether a proxy is used; its user name and password are not printed. */
export function checkProxy({ proxy, epay }: Settings, report: Report): void {
  if (!proxy) return;
  const { host } = new URL(proxy.url);
  const isLocal = isLoopback(new URL(epay.apiUrl).hostname);
  report.well(
    "proxy",
    isLocal
      ? `HTTPS_PROXY (${host}) is not used for a bank on this machine`
      : `HTTPS_PROXY (${host}) is used for the bank, except for the hosts of NO_PROXY`,
  );
}

/** Compares this clock with the Date header of the bank's host (RFC 9110 6.6.1); sends no secret. */
export async function checkClock({ epay, proxy }: Settings, report: Report): Promise<void> {
  const client = createBoundedClient(LIMITS, { publicOnly: epay.publicOnly, proxy });
  const request = {
    ...{ origin: new URL(epay.apiUrl).origin, path: "/", method: "GET" as const, headers: {} },
  };
  const answer = await client.boundedRequest(request, AbortSignal.timeout(LIMITS.totalMs));
  await client.close();
  if (answer.failure !== null) {
    const code = answer.errorCode ?? answer.failure;
    return report.warn("clock", `not compared: the bank's host gave no answer (${code})`);
  }
  const apart = Math.abs(Date.now() - Date.parse(answer.date ?? ""));
  if (Number.isNaN(apart)) {
    report.warn("clock", "not compared: the bank's host sent no Date header");
  } else if (apart > CLOCK_TOLERANCE_MILLISECONDS) {
    const seconds = Math.round(apart / 1000);
    report.wrong("clock", `${seconds} s off the clock of the bank; synchronise this machine (NTP)`);
  } else report.well("clock", "agrees with the clock of the bank's host");
}

/** Makes one look-up for each terminal. */
export async function checkBank(
  { epay, proxy }: Settings,
  invoice: string | undefined,
  report: Report,
): Promise<void> {
  const parsed = parseInvoiceId(invoice ?? PROBE_INVOICE);
  if (!parsed.ok) {
    return report.wrong(
      "invoice",
      "a number has letters, digits, - and _ only, at most 64 of them",
    );
  }
  let call: LastCall = null;
  const client = createEpayClient({
    ...{ ...epay, proxy },
    onEvent: (event) => {
      if (event.type === "call") call = event;
    },
  });
  for (const { alias, id } of epay.terminals) {
    call = null;
    const begun = performance.now();
    const answer = await client.status({ invoiceId: parsed.invoiceId, terminalId: id });
    const tookMs = performance.now() - begun;
    const what = `bank, terminal ${alias}`;
    const said = `${answer.kind}, result code ${answer.resultCode}`;
    if (answer.fault) {
      const { fault, said: words } = answer;
      const private_ = await notPublic(call, epay);
      report.wrong(what, `${bankAdvice({ fault, said: words }, call, tookMs)}${private_}`);
    } else {
      const took = `${Math.round(tookMs)} ms`;
      report.well(what, `answers about ${parsed.invoiceId} (${said}) in ${took}`);
    }
    for (const { code, raw } of answer.flags) {
      if (code === "content_type_unexpected") {
        report.warn(what, `its answer comes as "${raw}" instead of JSON: a gateway renames it`);
      }
    }
  }
  await client.close();
}

/** Names the addresses for which a host was refused. */
async function notPublic(
  call: LastCall,
  { tokenUrl, apiUrl }: { tokenUrl: string; apiUrl: string },
): Promise<string> {
  if (call?.errorCode !== NOT_PUBLIC) return "";
  const { hostname } = new URL(call.endpoint === "token" ? tokenUrl : apiUrl);
  const addresses = await privateAddressesOf(hostname);
  return `; ${hostname} leads to ${addresses.join(", ")}, which is no public address: check DNS`;
}
