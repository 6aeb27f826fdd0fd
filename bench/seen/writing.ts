import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Author } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { type Kept, keepingObservations } from "#lib/server/observations/observations.ts";
import { enteringPayments } from "#lib/server/observations/payment-index.ts";
import { chanceOf } from "../million/chance.ts";
import type { Engine } from "../million/engines.ts";
import { timesOf } from "../million/measure.ts";
import { rolledBack, type Writing } from "../million/writing.ts";
import { ENVIRONMENT, personId } from "./fill.ts";
import { madePayment, NEWEST } from "./made-payments.ts";

/** What the list costs a look-up: the statement that keeps it, with and without the list's part. Nothing of it stays. */
export async function measureWriting(
  engine: Engine,
  { all, repetitions }: { all: number; repetitions: number },
): Promise<Writing[]> {
  const chance = chanceOf(99);
  const known = () => again(madePayment(chance.below(all), all), chance.uuid());
  const fresh = () => again(madePayment(all + chance.below(all), all), chance.uuid());
  const cases = [
    ["keeping a look without the list", known, false],
    ["keeping a look, new to the list", fresh, true],
    ["keeping a look, known to the list", known, true],
  ] as const;
  const written: Writing[] = [];
  for (const [what, make, isListed] of cases) {
    const times: number[] = [];
    await rolledBack(engine.db, async (db) => {
      for (let done = 0; done < repetitions; done += 1) {
        const answer = make();
        const begun = performance.now();
        await keep(db, answer, isListed);
        times.push(performance.now() - begun);
      }
    });
    written.push({ what, engine: engine.name, times: timesOf(times) });
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

async function keep(db: Database, answer: LookUpAnswer, isListed: boolean): Promise<void> {
  const kept: Kept = { answer, environment: ENVIRONMENT, askedBy: personId(0), byTimer: false };
  const resource = answer.invoiceId;
  const entry = { event: "payment.looked_up", success: true, by: LOOKER, resource } as const;
  const entering = isListed ? enteringPayments(db, [kept]) : [];
  await record(db, entry, [keepingObservations(db, [kept]), ...entering]);
}

function again(answer: LookUpAnswer, observationId: string): LookUpAnswer {
  return { ...answer, observationId, checkedAt: new Date(NEWEST + 60_000).toISOString() };
}
