import "server-only";
import { isLoopback } from "#lib/http/loopback.ts";
import { noteOtherClock } from "#lib/server/clock/other-clock.ts";
import { settings } from "#lib/server/config/settings.ts";
import { createEpayClient, type EpayClient } from "#lib/server/epay/client.ts";
import type { EpayEvent } from "#lib/server/epay/event.ts";
import { log } from "#lib/server/log.ts";
import { countBankCall } from "#lib/server/metrics/metrics.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { SharedFindings } from "./findings/shared-findings.ts";

/** The bank client of this process, made from the settings. */
export const bank: () => EpayClient = singleton("bank", () => {
  const { environment, epay, proxy } = settings();
  const { terminals: _, ...access } = epay;
  return createEpayClient({
    ...access,
    proxy,
    // Practice numbers make the bank refuse our secret or fail: no other number may suffer from it.
    ...(environment === "practice" && { limits: PRACTICE_LIMITS }),
    onEvent: (event) => note(event, access),
  });
});

/** Lets somebody try the practice bank's faults one after the other, without a pause after each. */
const PRACTICE_LIMITS = { refusalMs: 0, tokenPauseMs: 0, breakerFailures: 20 };

/** What the other processes on the database found out about the bank. */
const findings = singleton("bank-findings", () => new SharedFindings(bank()));

/** Learns what other processes know of the bank; must come before a question. */
export const learnFindings = (): Promise<void> => findings().learn();

/** Since when the bank has not answered, as RFC 3339 in UTC; null while it does. */
export async function silentSince(): Promise<string | null> {
  await learnFindings();
  const since = bank().silentSince();
  return since === null ? null : new Date(since).toISOString();
}

function note(event: EpayEvent, { tokenUrl, apiUrl }: { tokenUrl: string; apiUrl: string }): void {
  if (event.type === "breaker") {
    log()[event.silentSince === null ? "info" : "warn"](event, "bank");
    findings().tell(event.origin, event.silentSince);
    return;
  }
  if (event.type === "call") {
    const { endpoint, fault, httpStatus, durationMs } = event;
    const outcome = fault ?? `${Math.trunc((httpStatus ?? 0) / 100)}xx`;
    countBankCall({ endpoint, outcome, seconds: durationMs / 1_000 });
  }
  if (event.type === "call" && event.serverClock !== null) {
    const { hostname } = new URL(event.endpoint === "token" ? tokenUrl : apiUrl);
    // A bank on this machine has the same clock, so it proves nothing.
    if (!isLoopback(hostname)) noteOtherClock(event.serverClock);
  }
  // Faults are logged also at the level "warn".
  log()[event.fault === null ? "info" : "warn"](event, "bank");
}
