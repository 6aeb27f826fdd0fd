import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { checkPassword } from "#lib/server/auth/check-password.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { formerPasswords } from "#lib/server/db/schema/people.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { prove } from "#testing/proofs.ts";
import { addPerson, personByEmail, resetPerson } from "../accounts.ts";
import { resumeSessions, startSession } from "../sessions/sessions.ts";
import { changePassword, setUp } from "./change.ts";

const origin = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
const phrase = (number: number) => `the ${number} geese that fly over Balkhash`;

let serial = 0;
async function someone(db: Database) {
  serial += 1;
  const email = `chooser${serial}@example.kz`;
  const token = await addPerson(db, { email, role: "clerk" });
  await setUp(db, { token, password: phrase(1), repeat: phrase(1), origin });
  const person = await personByEmail(db, email);
  const here = { ip: null, userAgent: null, mustEnrol: false };
  const [session] = await resumeSessions(db, [await startSession(db, person.id, here)], {
    active: true,
  });
  if (!session) throw new Error("no session");
  const actor = { ...origin, ...session, personId: person.id, email, role: person.role };
  const choose = async (password: string) => {
    await prove(db, actor, { name: "password_change" });
    return changePassword(db, { password, repeat: password }, actor);
  };
  return { email, personId: person.id, choose, actor };
}

withDatabase("one's own password", (db) => {
  test("the last four passwords are refused, the fifth last is accepted (P-20)", async () => {
    const { choose, personId, email } = await someone(db());
    for (const number of [2, 3, 4]) expect(await choose(phrase(number))).toBe("done");
    for (const number of [1, 2, 3, 4]) expect(await choose(phrase(number))).toBe("used_before");
    expect(await choose(phrase(5))).toBe("done");
    expect(await choose(phrase(1))).toBe("done");
    const kept = await db()
      .select()
      .from(formerPasswords)
      .where(eq(formerPasswords.personId, personId));
    expect(kept).toHaveLength(4);
    expect(await checkPassword(db(), { email, password: phrase(1), origin })).not.toBeNull();
  });

  test("former passwords are refused also after a reset", async () => {
    const { email } = await someone(db());
    const chosen = { token: await resetPerson(db(), email), origin };
    const old = { password: phrase(1), repeat: phrase(1) };
    expect(await setUp(db(), { ...chosen, ...old })).toBe("used_before");
    // A refused password does not use up the link.
    const fresh = { password: phrase(2), repeat: phrase(2) };
    expect(await setUp(db(), { ...chosen, ...fresh })).toBe("done");
  });

  test("a change ends the other sessions, and the audit log records it without the password", async () => {
    const { choose, personId, actor } = await someone(db());
    const here = { ip: null, userAgent: null, mustEnrol: false };
    const other = await startSession(db(), personId, here);
    await choose(phrase(2));
    expect(await resumeSessions(db(), [other], { active: true })).toEqual([null]);
    const rows = await db().select().from(audit).where(eq(audit.actorId, actor.personId));
    expect(rows.map(({ event }) => event)).toContain("person.password_changed");
    expect(JSON.stringify(rows)).not.toContain("geese");
  });

  test("a refused password changes nothing", async () => {
    const { choose, email } = await someone(db());
    expect(await choose("qwertyuiopasdfg")).toBe("guessable");
    expect(await checkPassword(db(), { email, password: phrase(1), origin })).not.toBeNull();
  });
});
