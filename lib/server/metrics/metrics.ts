import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { BankAnswer } from "#lib/payment/payment.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * What this process counts about itself, for Prometheus. Labels have few fixed values: no invoice
 * number, name or address stands in any of them.
 */

/** Seconds; a look-up waits ten seconds for the bank at most. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

const instruments = singleton("metrics", () => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const auditWrites = new Counter({
    name: "anyqta_audit_writes_total",
    help: "Transactions that wrote the audit, or failed to: nothing is shown after a failure.",
    labelNames: ["outcome"],
    registers,
  });
  // An increase is seen from a zero on.
  for (const outcome of ["succeeded", "failed"]) auditWrites.inc({ outcome }, 0);
  return {
    registry,
    lookUps: new Counter({
      name: "anyqta_look_ups_total",
      help: "Look-ups that were answered, by what the bank's answer says (kind).",
      labelNames: ["kind"],
      registers,
    }),
    lookUpSeconds: new Histogram({
      name: "anyqta_look_up_seconds",
      help: "From the request's arrival until the answer is saved and recorded, the bank's time included.",
      buckets: SECONDS,
      registers,
    }),
    oddities: new Counter({
      name: "anyqta_bank_oddities_total",
      help: "Oddities of answers that were accepted, by flag: the bank has changed something.",
      labelNames: ["flag"],
      registers,
    }),
    bankCalls: new Counter({
      name: "anyqta_bank_calls_total",
      help: "HTTP calls to the bank by service and outcome: the class of the status, or the fault.",
      labelNames: ["endpoint", "outcome"],
      registers,
    }),
    bankCallSeconds: new Histogram({
      name: "anyqta_bank_call_seconds",
      help: "Duration of the calls to the bank, by service.",
      labelNames: ["endpoint"],
      buckets: SECONDS,
      registers,
    }),
    requests: new Counter({
      name: "anyqta_http_requests_total",
      help: "Requests that were answered, by what was asked for and status; 499 for who left before.",
      labelNames: ["what", "status"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "anyqta_http_request_seconds",
      help: "From a request's arrival to the end of its answer, by what was asked for.",
      labelNames: ["what"],
      buckets: SECONDS,
      registers,
    }),
    auditWrites,
  };
});

/** Notes a look-up that is answered: what the answer says, and how many seconds it took. */
export function countLookUp(
  { kind, flags }: Pick<BankAnswer, "kind" | "flags">,
  seconds: number,
): void {
  instruments().lookUps.inc({ kind });
  for (const { code } of flags) instruments().oddities.inc({ flag: code });
  instruments().lookUpSeconds.observe(seconds);
}

/** Notes a call to the bank; `outcome` is the fault, or the class of the status such as "2xx". */
export function countBankCall(call: { endpoint: string; outcome: string; seconds: number }): void {
  const { endpoint, outcome, seconds } = call;
  instruments().bankCalls.inc({ endpoint, outcome });
  instruments().bankCallSeconds.observe({ endpoint }, seconds);
}

/** Notes a request that is over. */
export function countHttpRequest(request: { what: string; status: number; seconds: number }): void {
  const { what, status, seconds } = request;
  instruments().requests.inc({ what, status });
  instruments().requestSeconds.observe({ what }, seconds);
}

/** Notes how a write of the audit ended. */
export function countAuditWrite({ succeeded }: { succeeded: boolean }): void {
  instruments().auditWrites.inc({ outcome: succeeded ? "succeeded" : "failed" });
}

/** A value that is read when Prometheus asks. */
interface Watched {
  name: `anyqta_${string}`;
  help: string;
  /** The name of the label, where there are several values. */
  label?: string;
  /** The values by label; under "" without one. */
  read(): Readonly<Record<string, number>>;
}

/** Adds gauges to what `metricsText` gives. Call it once for each name. */
export function watch(...gauges: readonly Watched[]): void {
  for (const { name, help, label, read } of gauges) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: label ? [label] : [],
      registers: [instruments().registry],
      collect() {
        for (const [value, number] of Object.entries(read())) {
          if (label) gauge.set({ [label]: value }, number);
          else gauge.set(number);
        }
      },
    });
  }
}

/** All metrics in the text format of Prometheus, with its content type. */
export async function metricsText(): Promise<{ contentType: string; text: string }> {
  const { registry } = instruments();
  return { contentType: registry.contentType, text: await registry.metrics() };
}
