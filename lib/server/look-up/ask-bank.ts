import "server-only";
import { randomUUID } from "node:crypto";
import type { LookUpAnswer, Service } from "#lib/payment/look-up.ts";
import type { Terminal } from "#lib/server/config/settings.ts";
import { bank } from "./bank.ts";

/**
 * Asks the bank about an invoice at one terminal, within the given milliseconds. Rejects when the
 * signal aborts.
 */
export async function askBank(
  terminal: Terminal,
  {
    service,
    ...asked
  }: { invoiceId: string; service: Service; withinMs: number; signal: AbortSignal },
): Promise<LookUpAnswer> {
  const startedAt = performance.now();
  const question = { ...asked, terminalId: terminal.id };
  const answer = await (service === "p2p" ? bank().p2pStatus(question) : bank().status(question));
  return {
    ...answer,
    invoiceId: asked.invoiceId,
    terminal: terminal.alias,
    service,
    checkedAt: new Date().toISOString(),
    bankMilliseconds: Math.round(performance.now() - startedAt),
    observationId: randomUUID(),
  };
}
