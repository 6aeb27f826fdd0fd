import "server-only";
import { z } from "zod";
import { readAuditQuery } from "#lib/audit/query.ts";
import { AppError } from "#lib/http/errors.ts";
import { faultSchema } from "#lib/payment/payment.ts";
import type { Actor } from "#lib/server/actor.ts";
import { logRows } from "#lib/server/audit/query.ts";
import { record } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { checkBankClock, checkTerminal } from "./check.ts";

/**
 * An administrator's test of one terminal: the doctor's checks, by the running service. Its result is the
 * row of the audit log, so that it outlives the process and others see it.
 */

const EVENT = "terminal.tested";

/** Rows that are read to find the last test of each terminal. */
const READ_ROWS = 200;

const detailSchema = z.object({
  /** Null when the bank's answer is valid. */
  fault: faultSchema.nullable(),
  /** Milliseconds until the answer, the token included. */
  took: z.number(),
  httpStatus: z.number().nullable(),
  /** The error code of the system or the TLS library. */
  errorCode: z.string().nullable(),
  /** Whole seconds between this clock and that of the bank's host; null when not known. */
  clockApart: z.number().nullable(),
});
const rowSchema = z.object({ at: z.date(), resource: z.string(), detail: detailSchema });

/** What a test found. */
export type TerminalTest = z.infer<typeof detailSchema> & { at: Date };

/**
 * Asks the bank once about a number that no shop uses, and for its time; records what it found.
 * @throws AppError unknown_terminal, unavailable
 */
export async function testTerminal(db: Database, alias: string, by: Actor): Promise<void> {
  const terminal = settings().epay.terminals.find((one) => one.alias === alias);
  if (!terminal) throw new AppError("unknown_terminal");
  const [{ answer, call, tookMs }, clock] = await Promise.all([
    checkTerminal(settings(), terminal),
    checkBankClock(settings()),
  ]);
  const detail = {
    fault: answer.fault,
    took: Math.round(tookMs),
    httpStatus: call?.httpStatus ?? null,
    errorCode: call?.errorCode ?? null,
    clockApart: clock.is === "known" ? Math.round(clock.apartMs / 1_000) : null,
  } satisfies z.infer<typeof detailSchema>;
  const success = answer.fault === null;
  await record(db, { event: EVENT, success, by, resource: terminal.alias, detail });
}

/** The last test of each terminal by its alias. */
export async function lastTests(db: Database): Promise<ReadonlyMap<string, TerminalTest>> {
  const query = readAuditQuery({ event: EVENT });
  const rows = await logRows(db, query, { timeZone: "UTC", limit: READ_ROWS });
  const tests = rows.map((row) => rowSchema.parse(row));
  // The newest row comes first, and the last entry of a key counts.
  return new Map(tests.reverse().map(({ at, resource, detail }) => [resource, { at, ...detail }]));
}
