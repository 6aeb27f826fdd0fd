import "server-only";
import { type AuditEntry, record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { type Kept, keepingObservations } from "#lib/server/observations/observations.ts";
import { enteringPayments } from "#lib/server/observations/payment-index.ts";
import { together } from "#lib/server/runtime/batch.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Keeping what was looked up: observations, list and audit entry in one statement, all or nothing.
 * Looks that come while one is being written are written together (group commit), so that many at
 * once cost little more than one.
 */

interface Look {
  kept: readonly [Kept, ...Kept[]];
  entry: AuditEntry;
}

/** Looks in one statement: few enough for the 65,535 parameters of PostgreSQL's protocol. */
const MOST_TOGETHER = 64;

const keep = singleton("keeper", () => together(write, { most: MOST_TOGETHER }));

/** Resolves when the look is kept; until then nothing of it may be shown. */
export async function keepLook(look: Look): Promise<void> {
  await keep()(look);
}

async function write(looks: readonly Look[]): Promise<readonly true[]> {
  const { db } = await database();
  const [first, ...others] = looks.map(({ entry }) => entry);
  if (!first) return [];
  // A shared answer of the bank is kept once.
  const byId = new Map(
    looks.flatMap(({ kept }) => kept.map((one) => [one.answer.observationId, one] as const)),
  );
  const kept = [...byId.values()];
  const acts = [keepingObservations(db, kept), ...enteringPayments(db, kept)];
  await record(db, [first, ...others], acts);
  return looks.map(() => true);
}
