import { isLoopback } from "#lib/http/loopback.ts";
import { parseInvoiceId } from "#lib/payment/invoice-number.ts";
import {
  CLOCK_TOLERANCE_MILLISECONDS,
  checkBankClock,
  checkTerminal,
  PROBE_INVOICE,
} from "#lib/server/bank-check/check.ts";
import type { Settings } from "#lib/server/config/settings.ts";
import { bankAdvice } from "./bank-advice.ts";

/** The doctor's lines about the bank and the way there. */

/** Prints one line: all is well, or what to look at, or what to fix. */
export interface Report {
  well(what: string, detail: string): void;
  warn(what: string, advice: string): void;
  wrong(what: string, advice: string): void;
}

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

/** Says how far this clock is from that of the bank's host. */
export async function checkClock(settings: Settings, report: Report): Promise<void> {
  const clock = await checkBankClock(settings);
  if (clock.is === "no_answer") {
    report.warn("clock", `not compared: the bank's host gave no answer (${clock.code})`);
  } else if (clock.is === "no_date") {
    report.warn("clock", "not compared: the bank's host sent no Date header");
  } else if (clock.apartMs > CLOCK_TOLERANCE_MILLISECONDS) {
    const seconds = Math.round(clock.apartMs / 1000);
    report.wrong("clock", `${seconds} s off the clock of the bank; synchronise this machine (NTP)`);
  } else report.well("clock", "agrees with the clock of the bank's host");
}

/** Makes one look-up for each terminal. */
export async function checkBank(
  settings: Settings,
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
  for (const terminal of settings.epay.terminals) {
    const check = await checkTerminal(settings, terminal, parsed.invoiceId);
    const { answer, call, tookMs, notPublic } = check;
    const what = `bank, terminal ${terminal.alias}`;
    const said = `${answer.kind}, result code ${answer.resultCode}`;
    if (answer.fault) {
      const { fault, said: words } = answer;
      const addresses = notPublic
        ? `; ${notPublic.host} leads to ${notPublic.addresses.join(", ")}, which is no public address: check DNS`
        : "";
      report.wrong(what, `${bankAdvice({ fault, said: words }, call, tookMs)}${addresses}`);
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
}
