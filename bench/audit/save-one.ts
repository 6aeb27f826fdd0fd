import { randomUUID } from "node:crypto";
import { database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { saveLookUp } from "#lib/server/look-up/save-look-up.ts";
import { madePayment } from "../list/made-payments.ts";

/**
 * Adds a person and gives a function that saves one made look-up of theirs, in the database of the
 * settings.
 */
export async function lookUpSaver(email: string): Promise<() => Promise<void>> {
  const { db } = await database();
  const row = { email, role: "clerk", createdAt: new Date() } as const;
  const [person] = await db.insert(people).values(row).returning({ id: people.id });
  const personId = person?.id ?? "";
  let place = 0;
  return async () => {
    place += 1;
    const answer = {
      ...madePayment(place, 10_000_000),
      observationId: randomUUID(),
      checkedAt: new Date().toISOString(),
    };
    await saveLookUp({
      observations: [{ answer, environment: "practice", askedBy: personId, byTimer: false }],
      entry: {
        event: "payment.looked_up",
        success: true,
        by: {
          personId,
          email,
          sessionHash: "0".repeat(64),
          ip: "127.0.0.1",
          userAgent: null,
          requestId: "BENCHBENCH",
        },
        resource: answer.invoiceId,
        detail: { terminal: answer.terminal, kind: answer.kind },
      },
    });
  };
}

/** Saves for so long with so many always under way; gives how many were saved. */
export async function saveFor(
  seconds: number,
  { save, concurrent }: { save: () => Promise<void>; concurrent: number },
): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let saved = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await save();
      saved += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  return saved;
}
