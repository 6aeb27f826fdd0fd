import "server-only";
import { type AuditEntry, record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { isDatabaseUnavailable, isOfValues } from "#lib/server/db/unavailable.ts";
import { log } from "#lib/server/log.ts";
import { insertObservations, type Observation } from "#lib/server/observations/observations.ts";
import { indexPayments } from "#lib/server/observations/payment-index.ts";
import { batched } from "#lib/server/runtime/batch.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Saves look-ups: observations, payment index and audit entry in one transaction. Look-ups that
 * arrive during a transaction share the next one (group commit).
 */

interface LookUpRecord {
  observations: readonly [Observation, ...Observation[]];
  entry: AuditEntry;
}

/** Look-ups in one transaction; a statement of PostgreSQL has at most 65,535 parameters. */
const MAX_BATCH = 64;

const save = singleton("save-look-up", () =>
  batched(saveAll, { max: MAX_BATCH, isNoItems: isDatabaseUnavailable }),
);

/**
 * Saves a look-up and resolves after the commit; nothing of it may be shown before.
 * @throws AppError unavailable when it could not be written.
 */
export async function saveLookUp(lookUp: LookUpRecord): Promise<void> {
  await save()(lookUp);
}

async function saveAll(lookUps: readonly LookUpRecord[]): Promise<readonly true[]> {
  const [first, ...others] = lookUps.map(({ entry }) => entry);
  if (!first) return [];
  // Look-ups that shared a bank call share its observation.
  const byId = new Map(
    lookUps.flatMap(({ observations }) =>
      observations.map((one) => [one.answer.observationId, one] as const),
    ),
  );
  const observations = [...byId.values()];
  const { db } = await database();
  const entries = [first, ...others] as const;
  try {
    await record(db, entries, async (tx) => {
      // Sent together, in this order, as neither needs the other's answer.
      await Promise.all([insertObservations(tx, observations), indexPayments(tx, observations)]);
    });
  } catch (error) {
    if (others.length > 0 || !isOfValues(error)) throw error;
    // Alone in its batch: kept without its entry in the index rather than not at all.
    await record(db, entries, (tx) => insertObservations(tx, observations));
    log().warn(
      { resource: first.resource },
      "a look-up is not in the list: its index cannot hold it",
    );
  }
  return lookUps.map(() => true);
}
