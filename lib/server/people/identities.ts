import { and, eq } from "drizzle-orm";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { identities } from "#lib/server/db/schema/people.ts";

/**
 * The only file that reads and writes the identities of single sign-on. Issuer and subject identify
 * a person; an e-mail address never does, as it may be given to somebody else.
 */

export interface Identity {
  issuer: string;
  subject: string;
}

/** The id of the person with this identity, or null. */
export async function ownerOf(db: Database, { issuer, subject }: Identity): Promise<string | null> {
  const [row] = await db
    .select({ personId: identities.personId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return row?.personId ?? null;
}

/** Links an identity to a person; false when it is linked already or the person has another one. */
export async function link(db: Database, identity: Identity, personId: string): Promise<boolean> {
  const linked = await db
    .insert(identities)
    .values({ ...identity, personId, linkedAt: new Date() })
    .onConflictDoNothing()
    .returning({ personId: identities.personId });
  return linked.length > 0;
}

/** Deletes all identities of a person; false when there was none. */
export async function unlink(db: Database, personId: string): Promise<boolean> {
  const removed = await db
    .delete(identities)
    .where(eq(identities.personId, personId))
    .returning({ personId: identities.personId });
  return removed.length > 0;
}

/** When this person was linked to the configured identity provider, or null. */
export async function linkedSince(db: Database, personId: string): Promise<Date | null> {
  const [row] = await db
    .select({ linkedAt: identities.linkedAt })
    .from(identities)
    .where(and(eq(identities.personId, personId), eq(identities.issuer, ownIssuer())));
  return row?.linkedAt ?? null;
}

/** A query, also usable as a subquery, for the ids of people who can use single sign-on. */
export function linkedPeople(db: Database) {
  return db
    .select({ id: identities.personId })
    .from(identities)
    .where(eq(identities.issuer, ownIssuer()));
}

/** The configured issuer; identities of other issuers are ignored. */
function ownIssuer(): string {
  return settings().sso?.issuer ?? "";
}
