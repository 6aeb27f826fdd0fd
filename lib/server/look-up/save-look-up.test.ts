import { randomInt, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { paymentSchema } from "#lib/payment/payment.ts";
import { wroteWithin } from "#lib/server/audit/chain/writable.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { observations } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { insertObservations } from "#lib/server/observations/observations.ts";
import { indexPayments } from "#lib/server/observations/payment-index.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { listingOf, numbers } from "#testing/payment-list.ts";
import { sampleAnswer, samplePayment } from "#testing/sample-payment.ts";
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

test("texts too long for an index are kept and found, in every field of the bank (I4)", async () => {
  // 3,000 bytes each that no compression shortens: an entry of an index holds some 2,700.
  const long = () =>
    Array.from({ length: 1_000 }, () => String.fromCharCode(randomInt(0x4e00, 0x9fff))).join("");
  const sample = samplePayment();
  const lengthened = (value: unknown): unknown => {
    if (typeof value === "string") return long();
    if (typeof value !== "object" || value === null || "minorUnits" in value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, lengthened(one)]));
  };
  const payment = paymentSchema.parse({
    ...Object.fromEntries(Object.entries(sample).map(([key, one]) => [key, lengthened(one)])),
    invoiceId: "700800",
    createdAt: sample.createdAt,
    card: { ...sample.card, brand: long(), issuer: long(), secureDetails: long() },
  });
  const answer = sampleAnswer({ invoiceId: "700800", observationId: randomUUID(), payment });
  const [kept] = lookUpOf("700800").observations;
  await saveLookUp({ ...lookUpOf("700800"), observations: [{ ...kept, answer }] });
  expect(await entriesOf("700800")).toBe(1);
  const { db } = await database();
  for (const { field, value } of [
    { field: "rrn", value: payment.rrn ?? "" },
    { field: "invoice", value: "700800" },
  ] as const) {
    const listing = { ...listingOf(), search: [{ field, value }] };
    expect(await numbers(db, listing)).toContain("700800");
  }
});

test("values that no index can hold cost their own look-up its place in the list, and nothing else (I4)", async () => {
  const odd = lookUpOf("700901");
  const [{ answer }] = odd.observations;
  // The year 275760 is one of JavaScript and not of PostgreSQL's input.
  const createdAt = { raw: "", instant: "+275760-09-12T00:00:00.000Z", offset: null };
  const payment = samplePayment({ invoiceId: "700901", createdAt });
  await saveLookUp(lookUpOf("700900"));
  const saved = [
    saveLookUp(lookUpOf("700902")),
    saveLookUp({
      ...odd,
      observations: [{ ...odd.observations[0], answer: { ...answer, payment } }],
    }),
    saveLookUp(lookUpOf("700903")),
  ];
  await Promise.all(saved);
  expect(wroteWithin(60_000)).toBe(true);
  expect(await Promise.all(["700901", "700902", "700903"].map(entriesOf))).toEqual([1, 1, 1]);
  const { db } = await database();
  const kept = await db.select().from(observations).where(eq(observations.invoiceId, "700901"));
  expect(kept).toHaveLength(1);
  expectErrors("values cannot be stored");
});

test("a look-up of which nothing can be stored fails alone, and the audit stays ready (P-43)", async () => {
  const odd = lookUpOf("700911");
  const [{ answer }] = odd.observations;
  await saveLookUp(lookUpOf("700910"));
  const impossible = { ...answer, bankMilliseconds: 2 ** 40 };
  const broken = {
    ...odd,
    observations: [{ ...odd.observations[0], answer: impossible }],
  } as const;
  await expect(saveLookUp(broken)).rejects.toMatchObject({ code: "unavailable" });
  expect(wroteWithin(60_000)).toBe(true);
  expect(await entriesOf("700911")).toBe(0);
  expectErrors("values cannot be stored");
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
