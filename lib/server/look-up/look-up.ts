import "server-only";
import { AppError } from "#lib/http/errors.ts";
import type { PastLookUp } from "#lib/payment/facts/timeline.ts";
import type { Asked, LookUpAnswer, Service } from "#lib/payment/look-up.ts";
import type { Cause } from "#lib/payment/not-found.ts";
import type { Actor } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings, type Terminal } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { requireDiskSpace } from "#lib/server/db/disk-space.ts";
import { LIMITS } from "#lib/server/epay/timeouts.ts";
import type { Arrival } from "#lib/server/http/request-context.ts";
import { log } from "#lib/server/log.ts";
import { countLookUp } from "#lib/server/metrics/metrics.ts";
import {
  lastObservation,
  observationHistory,
  type Subject,
} from "#lib/server/observations/observations.ts";
import { type Viewer, viewerOf } from "#lib/server/observations/redact.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { singleFlight } from "#lib/server/runtime/single-flight.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { askBank } from "./ask-bank.ts";
import { learnFindings } from "./bank.ts";
import { saveLookUp } from "./save-look-up.ts";
import { askedOf, askInTurn, type FallbackResult } from "./terminal-fallback.ts";

/** Looks up an invoice; the only code that asks the bank. */

export interface Question {
  invoiceId: string;
  /** The terminal to ask; null asks all of them in turn until one knows the invoice. */
  terminal: Terminal | null;
  service: Service;
}

/** The result of one look-up. */
export interface LookUp {
  answer: LookUpAnswer;
  asked: readonly Asked[];
}

/** A look-up that was just made. */
export interface NewLookUp extends LookUp {
  /** What the person who asked may see; read after the bank answered. */
  viewer: Viewer;
}

/** Who asks, when (on the clock of `performance.now()`) and why. */
interface Asking {
  actor: Actor;
  arrivedAt: number;
  byTimer: boolean;
  /** The cause of "not found" that the person is trying out with this number. */
  via?: Cause | undefined;
  /** Aborts when the client has gone. */
  left?: AbortSignal | undefined;
  /** From where the person came to the page. */
  arrived?: Arrival;
}

/** A request keeps its turn at the processor for a bank that answers within this time. */
const TURN_MILLISECONDS = 20;

/** A terminal is not asked with less remaining time than this. */
const SHORTEST_MILLISECONDS = 500;

/**
 * Asks the bank, saves its answer and records who asked. Requests with the same question that
 * arrived before its answer share one bank call (one more for each further terminal). Each request
 * checks the permission and writes an audit entry of its own; without that entry the answer is not
 * shown. Who leaves before the answer gets an entry that says so, and the bank is not asked any more
 * once all have left.
 * @throws AppError disk_full before the bank is asked, caller_left.
 */
export async function lookUp(question: Question, asking: Asking): Promise<NewLookUp> {
  await requireDiskSpace();
  await learnFindings();
  const { actor, arrivedAt, left } = asking;
  const { invoiceId, service, terminal } = question;
  const key = [keyOf(terminal), service, invoiceId].join(" ");
  const ask = (signal: AbortSignal) => askTerminals(question, signal);
  // Waiting for the bank takes no processor, so others have their turn meanwhile.
  const turn = requestStore().getStore()?.turn;
  const waiting = setTimeout(() => turn?.end(), TURN_MILLISECONDS);
  const result = await flights()(key, arrivedAt, ask, left)
    .catch(async (error: unknown) => {
      if (left?.aborted) await recordLeft(question, asking);
      throw error;
    })
    .finally(() => clearTimeout(waiting));
  await turn?.resume();
  const [viewer] = await Promise.all([viewerOf(actor), save(result, asking)]);
  const { observationId, kind, fault, bankMilliseconds } = result.answer;
  countLookUp(result.answer, (performance.now() - arrivedAt) / 1_000);
  log().info(
    {
      observationId,
      kind,
      fault,
      bankMilliseconds,
      terminals: result.answers.length,
      requestId: actor.requestId,
    },
    "look-up",
  );
  return { answer: result.answer, asked: askedOf(result), viewer };
}

/** Includes the choice of terminals, so that a request that joins needs no database query. */
const flights = singleton("look-up-flights", () => singleFlight<FallbackResult>());

/**
 * The terminal's part of the key. With a single terminal it is the same if the question names none.
 */
function keyOf(terminal: Terminal | null): string {
  const [only, ...others] = settings().epay.terminals;
  return terminal?.alias ?? (others.length === 0 ? only.alias : "");
}

async function askTerminals(question: Question, signal: AbortSignal): Promise<FallbackResult> {
  const { invoiceId, service } = question;
  return askInTurn(
    await terminalsFor(question),
    (terminal, withinMs) => askBank(terminal, { invoiceId, service, withinMs, signal }),
    { totalMs: LIMITS.totalMs, shortestMs: SHORTEST_MILLISECONDS },
  );
}

/** The named terminal; otherwise all, first the one that knew the invoice before. */
async function terminalsFor(question: Question): Promise<readonly [Terminal, ...Terminal[]]> {
  const { terminals } = settings().epay;
  if (question.terminal) return [question.terminal];
  if (terminals.length === 1) return terminals;
  const known = await lastKnown(question);
  const first = terminals.find(({ alias }) => alias === known?.terminal) ?? terminals[0];
  return [first, ...terminals.filter((terminal) => terminal !== first)];
}

/** The latest saved observation, or null; does not ask the bank. */
export async function lastKnown(question: Question): Promise<LookUpAnswer | null> {
  const { db } = await database();
  return lastObservation(db, subjectOf(question));
}

/** The number of look-ups in the timeline of one payment. */
const LOOKS_SHOWN = 100;

/** Earlier look-ups of the invoice, for its timeline; does not ask the bank. */
export async function lookUpHistory(question: Question): Promise<PastLookUp[]> {
  const { db } = await database();
  return observationHistory(db, subjectOf(question), { limit: LOOKS_SHOWN });
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
 * The terminal with this alias, or null for undefined.
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

/** The audit entry of who left before the answer: nothing of the bank's was given out. */
async function recordLeft(question: Question, { actor, via }: Asking): Promise<void> {
  const { invoiceId, terminal, service } = question;
  log().info({ requestId: actor.requestId }, "look-up left before the answer");
  const { db } = await database();
  await record(db, {
    event: "payment.look_up_left",
    success: false,
    by: actor,
    resource: invoiceId,
    detail: { terminal: terminal?.alias ?? null, service, ...(via && { via }) },
  });
}

/** Saves every terminal's answer and the person's audit entry in one transaction. */
async function save(
  { answer, answers }: FallbackResult,
  { actor, byTimer, via, arrived }: Asking,
): Promise<void> {
  const { environment } = settings();
  const observationOf = (observed: LookUpAnswer) => ({
    answer: observed,
    environment,
    askedBy: actor.personId,
    byTimer,
  });
  const [first, ...others] = answers;
  await saveLookUp({
    observations: [observationOf(first), ...others.map(observationOf)],
    entry: {
      event: "payment.looked_up",
      success: answer.fault === null,
      by: actor,
      resource: answer.invoiceId,
      detail: {
        terminal: answer.terminal,
        service: answer.service,
        kind: answer.kind,
        class: answer.class,
        // Tells "not asked" from "did not answer".
        ...(answer.fault && { fault: answer.fault }),
        statusName: answer.statusName,
        resultCode: answer.resultCode,
        observation: answer.observationId,
        ...(via && { via }),
        ...(arrived && { arrived }),
        ...(others.length > 0 && { asked: answers.map(({ terminal }) => terminal).join(",") }),
      },
    },
  });
}
