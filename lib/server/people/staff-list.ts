import { asc, sql } from "drizzle-orm";
import { z } from "zod";
import { roleSchema } from "#lib/account/access.ts";
import type { StaffMember } from "#lib/account/staff-member.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { peopleWithPasskey } from "./factors/passkeys.ts";
import { peopleWithTotp } from "./factors/totp-secrets.ts";
import { linkedPeople } from "./identities.ts";
import { lockedNames } from "./lockout.ts";

/** All people and what an administrator has to know of each. */

/** All staff, sorted by e-mail address. */
export async function staffMembers(db: Database): Promise<StaffMember[]> {
  const rows = await db.select().from(people).orderBy(asc(people.email));
  const [apps, passkeys, linked, told, attacked] = await Promise.all([
    peopleWithTotp(db),
    peopleWithPasskey(db),
    linkedPeople(db),
    toldByLog(db),
    lockedNames(
      db,
      rows.map(({ email }) => email),
    ),
  ]);
  const withApp = new Set(apps);
  const withPasskey = new Set(passkeys);
  const withLink = new Set(linked.map(({ id }) => id));
  return rows.map(({ id, email, role, blockedAt, passwordHash, setUpHash, ...row }) => ({
    email,
    role: roleSchema.parse(role),
    state: blockedAt ? "blocked" : passwordHash || withLink.has(id) ? "active" : "invited",
    factors: [
      ...(withApp.has(id) ? (["app"] as const) : []),
      ...(withPasskey.has(id) ? (["passkey"] as const) : []),
    ],
    signedInAt: told.get(email)?.signedInAt ?? null,
    addedAt: row.createdAt,
    addedBy: told.get(email)?.addedBy ?? null,
    linkUntil: setUpHash === null ? null : row.setUpExpiresAt,
    attackedAt: attacked.get(email) ?? null,
  }));
}

const toldSchema = z.object({
  rows: z.array(
    z.object({
      email: z.string(),
      signed_in_at: z.coerce.date().nullable(),
      added_by: z.string().nullable(),
    }),
  ),
});

/**
 * What the audit log says of each person. One row of an index for each: the newest sign-in is among their
 * last rows, and the invitation is the first row about them.
 */
async function toldByLog(db: Database) {
  const found = await db.execute(sql`
    select ${people.email} as email,
      (select ${audit.at} from ${audit}
        where ${audit.actor} = ${people.email} and ${audit.event} = 'session.started'
        order by ${audit.id} desc limit 1) as signed_in_at,
      (select ${audit.actor} from ${audit}
        where ${audit.resource} = ${people.email} and ${audit.event} = 'person.added'
        order by ${audit.id} limit 1) as added_by
    from ${people}`);
  const { rows } = toldSchema.parse(found);
  return new Map(
    rows.map(({ email, signed_in_at: signedInAt, added_by: addedBy }) => [
      email,
      { signedInAt, addedBy },
    ]),
  );
}
