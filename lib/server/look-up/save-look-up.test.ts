import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { observations } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { insertObservations } from "#lib/server/observations/observations.ts";
import { indexPayments } from "#lib/server/observations/payment-index.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { sampleAnswer } from "#testing/sample-payment.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { saveLookUp } from "./save-look-up.ts";

const ACTOR = {
  personId: randomUUID(),
  email: "saver@example.kz",
  role: "clerk",
  sessionHash: "a session",
  revealed: new Set<string>(),
  ip: null,
  userAgent: null,
  requestId: "SAVERSAVER",
} as const;

let askedBy = "";
beforeAll(async () => {
  const { db } = await useEmptyDatabase();
  const row = { email: "saver@example.kz", role: "clerk", createdAt: new Date() } as const;
  const [person] = await db.insert(people).values(row).returning({ id: people.id });
  askedBy = person?.id ?? "";
});

function lookUpOf(resource: string, by = askedBy, observationId = randomUUID()) {
  const answer = sampleAnswer({ invoiceId: resource, observationId });
  return {
    observations: [{ answer, environment: "practice", askedBy: by, byTimer: false }],
    entry: { event: "payment.looked_up", success: true, by: ACTOR, resource },
  } as const;
}

async function entriesOf(resource: string): Promise<number> {
  const { db } = await database();
  return (await db.select().from(audit).where(eq(audit.resource, resource))).length;
}

test("three hundred parallel look-ups are all saved, each with its audit entry (I4)", async () => {
  const shared = randomUUID();
  await Promise.all(
    Array.from({ length: 300 }, () => saveLookUp(lookUpOf("700700", askedBy, shared))),
  );
  expect(await entriesOf("700700")).toBe(300);
  const { db } = await database();
  const kept = await db.select().from(observations).where(eq(observations.invoiceId, "700700"));
  expect(kept.map(({ id }) => id)).toEqual([shared]);
});

test("a look-up that cannot be saved fails alone and leaves no audit entry (I4)", async () => {
  const nobody = randomUUID();
  const saved = ["800001", "800002", "800003"].map((resource, place) =>
    saveLookUp(lookUpOf(resource, place === 1 ? nobody : askedBy)),
  );
  // The first is a batch of its own; the others share the next one.
  const settled = await Promise.allSettled(saved);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expectErrors("audit cannot be written");
  expect(await Promise.all(["800001", "800002", "800003"].map(entriesOf))).toEqual([1, 0, 1]);
});

test("any number of look-ups is saved by the same four statements, which PostgreSQL has prepared", async () => {
  const { db } = await database();
  const preparedAfter = (...numbers: string[]) =>
    db.transaction(async (tx) => {
      const { observations: some, entry } = lookUpOf("900001");
      const others = numbers.map((number) => lookUpOf(number));
      const all = [...some, ...others.flatMap((one) => one.observations)];
      await record(tx, [entry, ...others.map((one) => one.entry)], async () => {
        await insertObservations(tx, all);
        await indexPayments(tx, all);
      });
      const { rows } = z.object({ rows: z.array(z.object({ name: z.string() })) }).parse(
        await tx.execute(sql`select name from pg_prepared_statements
          where name in (${sql.join(
            STATEMENTS.map((name) => sql`${name}`),
            sql`, `,
          )}) order by name`),
      );
      return rows.map(({ name }) => name);
    });
  expect(await preparedAfter()).toEqual(STATEMENTS);
  expect(await preparedAfter("900002", "900003")).toEqual(STATEMENTS);
});
const STATEMENTS = ["append_audit", "index_payments", "insert_observations", "lock_audit_head"];
