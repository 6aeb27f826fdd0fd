import "server-only";
import { randomUUID } from "node:crypto";
import type { LookUpAnswer, Service } from "#lib/look-up.ts";
import { bank } from "./bank.ts";
import type { Terminal } from "./settings.ts";
import { singleton } from "./singleton.ts";

/** Asking the bank, once for all who ask the same at the same time. */

/** One question to one terminal. */
export interface BankQuestion {
  invoiceId: string;
  terminal: Terminal;
  service: Service;
}

/** A bank call that several people may share. */
interface Flight {
  answer: Promise<LookUpAnswer>;
  /** On the clock of `performance.now()`; null while the bank is being asked. */
  landedAt: number | null;
}

/** How long a landed flight is kept for requests that arrived before it landed. */
const KEEP_LANDED_MILLISECONDS = 15_000;

const flights = singleton("flights", () => new Map<string, Flight>());

/**
 * The bank's answer. Whoever arrived before it landed may have it: it was as fresh as theirs would
 * be. `withinMs` bounds a call begun here; one that is joined keeps the time of who began it.
 */
export function askBank(
  question: BankQuestion,
  { arrivedAt, withinMs }: { arrivedAt: number; withinMs: number },
): Promise<LookUpAnswer> {
  const key = [question.terminal.alias, question.service, question.invoiceId].join(" ");
  const current = flights().get(key);
  if (current && (current.landedAt === null || arrivedAt <= current.landedAt)) {
    return current.answer;
  }
  const flight: Flight = { answer: ask(question, withinMs), landedAt: null };
  flights().set(key, flight);
  const land = () => {
    flight.landedAt = performance.now();
    setTimeout(() => {
      if (flights().get(key) === flight) flights().delete(key);
    }, KEEP_LANDED_MILLISECONDS).unref();
  };
  flight.answer.then(land, land);
  return flight.answer;
}

async function ask(
  { invoiceId, terminal, service }: BankQuestion,
  withinMs: number,
): Promise<LookUpAnswer> {
  const begun = performance.now();
  const question = { invoiceId, terminalId: terminal.id, withinMs };
  const said = await (service === "p2p" ? bank().p2pStatus(question) : bank().status(question));
  return {
    ...said,
    invoiceId,
    terminal: terminal.alias,
    service,
    checkedAt: new Date().toISOString(),
    bankMilliseconds: Math.round(performance.now() - begun),
    observationId: randomUUID(),
  };
}
