import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor, Person } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { ORIGIN, supervisor } from "#testing/shares.ts";
import { addPerson, blockPerson, changeRole, personByEmail, StaffError } from "./accounts.ts";
import { setUp } from "./password/change.ts";

const password = "a long sentence only I know";

/** An administrator with a password. */
async function administrator(db: Database): Promise<Person> {
  const email = `${randomUUID()}@example.kz`;
  const token = await addPerson(db, { email, role: "admin" });
  await setUp(db, { token, password, repeat: password, origin: ORIGIN });
  return personByEmail(db, email);
}

/** An actor whose session no change of these administrators ends, with a proof for one act. */
async function actorFor(db: Database, act: Parameters<typeof prove>[2]): Promise<Actor> {
  const { personId: id, email, role } = await supervisor(db);
  const { actor } = await inSession(db, { id, email, role });
  await prove(db, actor, act);
  return actor;
}

withDatabase("the last administrator", (db) => {
  test("stays when all administrators are blocked and demoted in parallel", async () => {
    const admins = await Promise.all(Array.from({ length: 6 }, () => administrator(db())));
    const acts = admins.map(async ({ email }, place) => {
      if (place % 2 === 0) {
        const by = await actorFor(db(), { name: "person_role", on: email, role: "clerk" });
        return () => changeRole(db(), { email, role: "clerk", by });
      }
      const by = await actorFor(db(), { name: "person_block", on: email });
      return () => blockPerson(db(), email, by);
    });
    const ends = await Promise.allSettled((await Promise.all(acts)).map((act) => act()));
    const refused = ends.filter((end) => end.status === "rejected");
    expect(refused).toMatchObject([{ reason: expect.any(StaffError) }]);
    const left = await db().select().from(people).where(eq(people.role, "admin"));
    expect(left.filter(({ blockedAt }) => blockedAt === null)).toHaveLength(1);
  });
});
