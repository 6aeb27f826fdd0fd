import { and, eq } from "drizzle-orm";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { identities } from "#lib/server/db/schema/people.ts";

/**
 * The one file that touches the identities table: who is who at the identity provider. The issuer and
 * its subject name a person; an e-mail never does, as others may come to hold it.
 */

export interface Identity {
  issuer: string;
  subject: string;
}

/** Whose identity it is, or null. */
export async function ownerOf(db: Database, { issuer, subject }: Identity): Promise<string | null> {
  const [row] = await db
    .select({ personId: identities.personId })
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  return row?.personId ?? null;
}

/** Links an identity to a person; false when it is somebody's already, or the person has another there. */
export async function link(db: Database, identity: Identity, personId: string): Promise<boolean> {
  const linked = await db
    .insert(identities)
    .values({ ...identity, personId, linkedAt: new Date() })
    .onConflictDoNothing()
    .returning({ personId: identities.personId });
  return linked.length > 0;
}

/** Takes every identity of a person away; false when there was none. */
export async function unlink(db: Database, personId: string): Promise<boolean> {
  const removed = await db
    .delete(identities)
    .where(eq(identities.personId, personId))
    .returning({ personId: identities.personId });
  return removed.length > 0;
}

/** Since when this person is linked to the identity provider of the settings; null when not. */
export async function linkedSince(db: Database, personId: string): Promise<Date | null> {
  const [row] = await db
    .select({ linkedAt: identities.linkedAt })
    .from(identities)
    .where(and(eq(identities.personId, personId), eq(identities.issuer, ownIssuer())));
  return row?.linkedAt ?? null;
}

/** Who may come in by single sign-on, as a query: alone, or within another. */
export function linkedPeople(db: Database) {
  return db
    .select({ id: identities.personId })
    .from(identities)
    .where(eq(identities.issuer, ownIssuer()));
}

/** Of another issuer's identities none lets anybody in. */
function ownIssuer(): string {
  return settings().sso?.issuer ?? "";
}
