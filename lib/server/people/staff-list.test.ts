import { beforeAll, expect, test } from "vitest";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { addPerson, personByEmail } from "./accounts.ts";
import { setUp } from "./password/change.ts";
import { staffMembers } from "./staff-list.ts";

let db: Database;
beforeAll(async () => {
  db = (await useEmptyDatabase()).db;
});

test("the list tells who invited whom, until when a link is good and who was there last", async () => {
  const token = await addPerson(db, { email: "boss@example.kz", role: "admin" });
  const { actor } = await inSession(db, await personByEmail(db, "boss@example.kz"));
  await prove(db, actor, { name: "person_invite", on: "new@example.kz", role: "clerk" });
  await addPerson(db, { email: "new@example.kz", role: "clerk", by: actor });
  const password = "a long sentence only I know";
  await setUp(db, { token, password, repeat: password, origin: actor });
  const before = new Date();
  await record(db, { event: "session.started", success: true, by: actor });
  await record(db, { event: "audit.read", success: true, by: actor });

  const [boss, invited] = await staffMembers(db);
  expect(boss).toMatchObject({ state: "active", addedBy: null, linkUntil: null, factors: [] });
  expect(boss?.signedInAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(invited).toMatchObject({ state: "invited", addedBy: "boss@example.kz", signedInAt: null });
  const hours = ((invited?.linkUntil?.getTime() ?? 0) - before.getTime()) / 3_600_000;
  expect(hours).toBeGreaterThan(23);
});
