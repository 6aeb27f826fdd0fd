import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { ORIGIN, supervisor } from "#testing/shares.ts";
import { addPerson, blockPerson, changeRole, StaffError } from "./accounts.ts";
import { setUp } from "./password/change.ts";

const password = "a long sentence only I know";

/** An administrator with a password. */
async function administrator(db: Database): Promise<Actor> {
  const email = `${randomUUID()}@example.kz`;
  const token = await addPerson(db, { email, role: "admin" });
  await setUp(db, { token, password, repeat: password, origin: ORIGIN });
  const [row] = await db.select().from(people).where(eq(people.email, email));
  return { ...(await supervisor(db)), personId: row?.id ?? "", email, role: "admin" };
}

withDatabase("the last administrator", (db) => {
  test("stays when administrators block and demote each other in parallel", async () => {
    const admins = await Promise.all(Array.from({ length: 6 }, () => administrator(db())));
    const acts = admins.map((by, place) => {
      const { email } = admins[(place + 1) % admins.length] ?? by;
      return place % 2 === 0
        ? changeRole(db(), { email, role: "clerk", by })
        : blockPerson(db(), email, by);
    });
    const ends = await Promise.allSettled(acts);
    const refused = ends.filter((end) => end.status === "rejected");
    expect(refused).toMatchObject([{ reason: expect.any(StaffError) }]);
    const left = await db().select().from(people).where(eq(people.role, "admin"));
    expect(left.filter(({ blockedAt }) => blockedAt === null)).toHaveLength(1);
  });
});
