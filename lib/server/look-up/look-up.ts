import "server-only";
import { AppError } from "#lib/http/errors.ts";
import type { Look } from "#lib/payment/facts/timeline.ts";
import type { Asked, LookUpAnswer, Service } from "#lib/payment/look-up.ts";
import type { Cause } from "#lib/payment/not-found.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings, type Terminal } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { LIMITS } from "#lib/server/epay/timeouts.ts";
import { log } from "#lib/server/log.ts";
import { lastObservation, looksAt, type Subject } from "#lib/server/observations/observations.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { askBank, sharedFlights } from "./ask-bank.ts";
import { keepLook } from "./save-look-up.ts";
import { askedOf, type Sweep, sweep } from "./terminal-fallback.ts";

/** Looking an invoice up: the one way in which the bank is asked. */

export interface Question {
  invoiceId: string;
  /** The terminal to ask, or null: the first, then the others where it is not known. */
  terminal: Terminal | null;
  service: Service;
}

/** What one look-up brought, and which terminals it asked on the way. */
export interface LookUp {
  answer: LookUpAnswer;
  asked: readonly Asked[];
}

/** Who asks, when, and on what account. */
interface Asking {
  actor: Actor;
  arrivedAt: number;
  byTimer: boolean;
  /** The cause that is being tried, after the bank did not know another number. */
  via?: Cause | undefined;
}

/** A terminal that would have less time than this is not asked any more. */
const SHORTEST_MILLISECONDS = 500;

/**
 * Asks the bank and keeps what it said, together with who asked. Callers that arrived while the same
 * question was in flight share one bank call; each has an audit entry of their own, and without it
 * nothing is shown.
 */
export async function lookUp(
  question: Question,
  { actor, arrivedAt, byTimer, via }: Asking,
): Promise<LookUp> {
  const { invoiceId, service, terminal } = question;
  const key = [terminal?.alias ?? "", service, invoiceId].join(" ");
  const found = await sweeps()(key, arrivedAt, () => findAmong(question, arrivedAt));
  await keep(found, { actor, byTimer, via });
  const { observationId, kind, fault, bankMilliseconds } = found.answer;
  log().info(
    {
      observationId,
      kind,
      fault,
      bankMilliseconds,
      terminals: found.answers.length,
      requestId: actor.requestId,
    },
    "look-up",
  );
  return { answer: found.answer, asked: askedOf(found) };
}

/** One sweep for all who ask the same: who joins it needs no question to the database either. */
const sweeps = singleton("sweeps", () => sharedFlights<Sweep>());

async function findAmong(question: Question, arrivedAt: number): Promise<Sweep> {
  const { invoiceId, service } = question;
  return sweep(
    await terminalsFor(question),
    (terminal, withinMs) => askBank({ invoiceId, service, terminal }, { arrivedAt, withinMs }),
    { totalMs: LIMITS.totalMs, shortestMs: SHORTEST_MILLISECONDS },
  );
}

/** The named one; else all, the one where it was seen before in front. */
async function terminalsFor(question: Question): Promise<readonly [Terminal, ...Terminal[]]> {
  const { terminals } = settings().epay;
  if (question.terminal) return [question.terminal];
  if (terminals.length === 1) return terminals;
  const known = await lastKnown(question);
  const first = terminals.find(({ alias }) => alias === known?.terminal) ?? terminals[0];
  return [first, ...terminals.filter((terminal) => terminal !== first)];
}

/** The last thing the bank told us about it, or null; asks nobody. */
export async function lastKnown(question: Question): Promise<LookUpAnswer | null> {
  const { db } = await database();
  return lastObservation(db, subjectOf(question));
}

/** How far back the timeline of one payment goes. */
const LOOKS_SHOWN = 100;

/** Who saw what of it and when; asks nobody. */
export async function looksSoFar(question: Question): Promise<Look[]> {
  const { db } = await database();
  return looksAt(db, subjectOf(question), { limit: LOOKS_SHOWN });
}

function subjectOf({ terminal, service, invoiceId }: Question): Subject {
  return {
    environment: settings().environment,
    terminal: terminal?.alias ?? null,
    service,
    invoiceId,
  };
}

/**
 * The terminal with this alias, or null when none is named.
 * @throws AppError unknown_terminal
 */
export function terminalByAlias(alias: string): Terminal;
export function terminalByAlias(alias: string | undefined): Terminal | null;
export function terminalByAlias(alias: string | undefined): Terminal | null {
  if (alias === undefined) return null;
  const found = settings().epay.terminals.find((terminal) => terminal.alias === alias);
  if (!found) throw new AppError("unknown_terminal");
  return found;
}

/** Everything the bank said and the one entry of who asked, all or nothing. */
async function keep(
  { answer, answers }: Sweep,
  { actor, byTimer, via }: Omit<Asking, "arrivedAt">,
): Promise<void> {
  const { environment } = settings();
  const keptOf = (said: LookUpAnswer) => ({
    answer: said,
    environment,
    askedBy: actor.personId,
    byTimer,
  });
  const [first, ...others] = answers;
  await keepLook({
    kept: [keptOf(first), ...others.map(keptOf)],
    entry: {
      event: "payment.looked_up",
      success: answer.fault === null,
      by: actor,
      resource: answer.invoiceId,
      detail: {
        terminal: answer.terminal,
        service: answer.service,
        kind: answer.kind,
        statusName: answer.statusName,
        resultCode: answer.resultCode,
        observation: answer.observationId,
        ...(via && { via }),
        ...(others.length > 0 && { asked: answers.map(({ terminal }) => terminal).join(",") }),
      },
    },
  });
}
