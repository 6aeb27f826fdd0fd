import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "#lib/errors.ts";
import type { LookUpAnswer, Service } from "#lib/look-up.ts";
import type { Look } from "#lib/timeline.ts";
import { type Actor, record } from "./audit.ts";
import { bank } from "./bank.ts";
import { type Database, database } from "./db/client.ts";
import { log } from "./log.ts";
import { keepingObservation, lastObservation, looksAt, type Subject } from "./observations.ts";
import { settings, type Terminal } from "./settings.ts";
import { singleton } from "./singleton.ts";

/** Looking an invoice up: the one way in which the bank is asked. */

export interface Question {
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
 * Asks the bank and keeps what it said, together with who asked. Callers that arrived while the same
 * question was in flight share one bank call; each has an audit entry of their own, and without it
 * nothing is shown.
 */
export async function lookUp(
  question: Question,
  { actor, arrivedAt, byTimer }: { actor: Actor; arrivedAt: number; byTimer: boolean },
): Promise<LookUpAnswer> {
  const answer = await join(question, arrivedAt);
  const { db } = await database();
  await keep(db, { answer, actor, byTimer });
  const { observationId, kind, fault, bankMilliseconds } = answer;
  log().info(
    { observationId, kind, fault, bankMilliseconds, requestId: actor.requestId },
    "look-up",
  );
  return answer;
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
  return { environment: settings().environment, terminal: terminal.alias, service, invoiceId };
}

/**
 * The terminal with this alias, or the first when none is named.
 * @throws AppError unknown_terminal
 */
export function terminalByAlias(alias: string | undefined): Terminal {
  const { terminals } = settings().epay;
  if (alias === undefined) return terminals[0];
  const found = terminals.find((terminal) => terminal.alias === alias);
  if (!found) throw new AppError("unknown_terminal");
  return found;
}

function join(question: Question, arrivedAt: number): Promise<LookUpAnswer> {
  const key = [question.terminal.alias, question.service, question.invoiceId].join(" ");
  const current = flights().get(key);
  // Whoever arrived before the answer landed may have it: it was as fresh as theirs would be.
  if (current && (current.landedAt === null || arrivedAt <= current.landedAt))
    return current.answer;
  const flight: Flight = { answer: ask(question), landedAt: null };
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

async function ask({ invoiceId, terminal, service }: Question): Promise<LookUpAnswer> {
  const begun = performance.now();
  const question = { invoiceId, terminalId: terminal.id };
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

/** The observation and the audit entry, both or neither, in one statement. */
async function keep(
  db: Database,
  { answer, actor, byTimer }: { answer: LookUpAnswer; actor: Actor; byTimer: boolean },
): Promise<void> {
  const observation = keepingObservation(db, {
    answer,
    environment: settings().environment,
    askedBy: actor.personId,
    byTimer,
  });
  const entry = {
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
    },
  } as const;
  await record(db, entry, observation);
}
