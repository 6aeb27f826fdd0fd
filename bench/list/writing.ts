import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Author } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { insertObservations, type Observation } from "#lib/server/observations/observations.ts";
import { indexPayments } from "#lib/server/observations/payment-index.ts";
import { chanceOf } from "../million/chance.ts";
import type { OpenDatabase } from "../million/database.ts";
import { timesOf } from "../million/measure.ts";
import { rolledBack, type Writing } from "../million/writing.ts";
import { ENVIRONMENT, personId } from "./fill.ts";
import { madePayment, NEWEST } from "./made-payments.ts";

/** What the list costs a look-up: the transaction that saves it, with and without the index. All is rolled back. */
export async function measureWriting(
  database: OpenDatabase,
  { all, repetitions }: { all: number; repetitions: number },
): Promise<Writing[]> {
  const chance = chanceOf(99);
  const known = () => again(madePayment(chance.below(all), all), chance.uuid());
  const fresh = () => again(madePayment(all + chance.below(all), all), chance.uuid());
  const cases = [
    ["saving a look-up without the list", known, false],
    ["saving a look-up, new to the list", fresh, true],
    ["saving a look-up, known to the list", known, true],
  ] as const;
  const written: Writing[] = [];
  for (const [what, make, isListed] of cases) {
    const times: number[] = [];
    await rolledBack(database.db, async (db) => {
      for (let done = 0; done < repetitions; done += 1) {
        const answer = make();
        const begun = performance.now();
        await save(db, answer, isListed);
        times.push(performance.now() - begun);
      }
    });
    written.push({ what, times: timesOf(times) });
  }
  return written;
}

const LOOKER: Author = {
  personId: personId(0),
  email: "clerk0@example.kz",
  sessionHash: "0".repeat(64),
  ip: "127.0.0.1",
  userAgent: null,
  requestId: "BENCHBENCH",
};

async function save(db: Database, answer: LookUpAnswer, isListed: boolean): Promise<void> {
  const observation: Observation = {
    answer,
    environment: ENVIRONMENT,
    askedBy: personId(0),
    byTimer: false,
  };
  const resource = answer.invoiceId;
  const entry = { event: "payment.looked_up", success: true, by: LOOKER, resource } as const;
  await record(db, entry, async (tx) => {
    await insertObservations(tx, [observation]);
    if (isListed) await indexPayments(tx, [observation]);
  });
}

function again(answer: LookUpAnswer, observationId: string): LookUpAnswer {
  return { ...answer, observationId, checkedAt: new Date(NEWEST + 60_000).toISOString() };
}
