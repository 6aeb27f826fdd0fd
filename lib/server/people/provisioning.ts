import { eq } from "drizzle-orm";
import type { Role } from "#lib/account/access.ts";
import type { Origin, Person } from "#lib/server/actor.ts";
import { record } from "#lib/server/audit/record.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { StaffError } from "./accounts.ts";
import { hasAdministrator, lockStaff } from "./last-administrator.ts";
import { tell } from "./notices.ts";
import { endSessionsOf } from "./sessions/sessions.ts";

/** Changes of staff accounts that the identity provider causes. */

/**
 * Gives a person the role that the identity provider names, and ends their sessions if it differs
 * from the role before.
 * @throws StaffError when no administrator would be left.
 */
export async function applyProviderRole(
  tx: Database,
  { person, role, by }: { person: Person; role: Role; by: Origin },
): Promise<void> {
  await lockStaff(tx);
  const [before] = await tx.select().from(people).where(eq(people.id, person.id)).for("update");
  if (!before || before.role === role) return;
  await tx.update(people).set({ role }).where(eq(people.id, person.id));
  if (!(await hasAdministrator(tx))) throw new StaffError("no administrator would be left");
  await endSessionsOf(tx, person.id);
  const detail = { before: before.role, after: role, way: "sso" };
  const resource = person.email;
  await record(tx, { event: "person.role_changed", success: true, by, resource, detail });
  await tell(tx, person.id, "role_changed");
}

/** Adds a person without a password for single sign-on; null when the e-mail address is taken. */
export async function addSsoPerson(
  tx: Database,
  { email, role, by }: { email: string; role: Role; by: Origin },
): Promise<Person | null> {
  const [added] = await tx
    .insert(people)
    .values({ email, role, createdAt: new Date() })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id });
  if (!added) return null;
  const detail = { role, way: "sso" };
  await record(tx, { event: "person.added", success: true, by, resource: email, detail });
  return { id: added.id, email, role };
}
