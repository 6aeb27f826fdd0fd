import "server-only";
import { randomUUID } from "node:crypto";
import type { LookUpAnswer, Service } from "#lib/payment/look-up.ts";
import type { Terminal } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { bank } from "./bank.ts";

/** Asking the bank, once for all who ask the same at the same time. */

/** One question to one terminal. */
export interface BankQuestion {
  invoiceId: string;
  terminal: Terminal;
  service: Service;
}

/** An answer under way or just landed, that several people may share. */
interface Flight<Answer> {
  answer: Promise<Answer>;
  /** On the clock of `performance.now()`; null while it is under way. */
  landedAt: number | null;
}

/** How long a landed flight is kept for requests that arrived before it landed. */
const KEEP_LANDED_MILLISECONDS = 15_000;

/**
 * Gives all who arrived before an answer landed that one answer: it is as fresh as one of their own
 * would be, however long a busy process lets them wait.
 */
export function sharedFlights<Answer>(): (
  key: string,
  arrivedAt: number,
  begin: () => Promise<Answer>,
) => Promise<Answer> {
  const flights = new Map<string, Flight<Answer>>();
  return (key, arrivedAt, begin) => {
    const current = flights.get(key);
    if (current && (current.landedAt === null || arrivedAt <= current.landedAt)) {
      return current.answer;
    }
    const flight: Flight<Answer> = { answer: begin(), landedAt: null };
    flights.set(key, flight);
    const land = () => {
      flight.landedAt = performance.now();
      setTimeout(() => {
        if (flights.get(key) === flight) flights.delete(key);
      }, KEEP_LANDED_MILLISECONDS).unref();
    };
    flight.answer.then(land, land);
    return flight.answer;
  };
}

const calls = singleton("flights", () => sharedFlights<LookUpAnswer>());

/**
 * The bank's answer; `withinMs` bounds a call begun here, one that is joined keeps the time of who
 * began it.
 */
export function askBank(
  question: BankQuestion,
  { arrivedAt, withinMs }: { arrivedAt: number; withinMs: number },
): Promise<LookUpAnswer> {
  const key = [question.terminal.alias, question.service, question.invoiceId].join(" ");
  return calls()(key, arrivedAt, () => ask(question, withinMs));
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
