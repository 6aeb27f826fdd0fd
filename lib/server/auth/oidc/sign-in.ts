import type { Origin, Person } from "#lib/server/actor.ts";
import "server-only";
import { record } from "#lib/server/audit/record.ts";
import type { Sso } from "#lib/server/config/oidc.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { emailSchema, personById, StaffError } from "#lib/server/people/accounts.ts";
import { link, ownerOf } from "#lib/server/people/identities.ts";
import { addSsoPerson, applyProviderRole } from "#lib/server/people/provisioning.ts";
import { hasFactor } from "../second-factor/second-factor.ts";
import { openSession } from "../sign-in.ts";
import { type Claims, provesSecondFactor } from "./client/claims.ts";
import { missingRoleIn, roleIn } from "./role-claim.ts";
import { SsoError } from "./sso-error.ts";

/** The person authenticated at an unknown time, so sensitive actions require step-up. */
const UNKNOWN_TIME = new Date(0);

/** The session that was started. */
export interface StartedSession {
  sessionId: string;
  personId: string;
  /** The session waits for the second factor and allows nothing else until then. */
  awaitsCode: boolean;
}

/**
 * Starts a session for the person to whom the identity is linked, or for a new person if the
 * settings allow that. Updates the role from the role claim.
 * @throws SsoError if there is no such person or they may not sign in; then nothing changes.
 */
export function signInWithIdentity(
  db: Database,
  { claims, sso, by }: { claims: Claims; sso: Sso; by: Origin },
): Promise<StartedSession> {
  return db.transaction(async (tx) => {
    const role = roleIn(claims, sso);
    // A person without a role at the provider may not sign in, whatever their role here is.
    if (role === null) throw new SsoError("no_role", missingRoleIn(claims, sso));
    const identity = { issuer: sso.issuer, subject: claims.sub };
    const owner = await ownerOf(tx, identity);
    const person = owner ? await linkedPerson(tx, owner) : await newPerson(tx, { claims, sso, by });
    if (role) await updateRole(tx, { person, role, by });
    return start(tx, { person, claims, sso, by });
  });
}

async function linkedPerson(tx: Database, id: string): Promise<Person> {
  const person = await personById(tx, id);
  if (!person || person.isBlocked) throw new SsoError("blocked");
  return person;
}

/** Adds a person for an unlinked identity; never links it to an existing person. */
async function newPerson(
  tx: Database,
  { claims, sso, by }: { claims: Claims; sso: Sso; by: Origin },
): Promise<Person> {
  const role = roleIn(claims, sso);
  if (!sso.addsPeople || !role) throw new SsoError("unknown");
  const email = emailSchema.safeParse(claims.email);
  if (!email.success) throw new SsoError("email_missing", "email");
  const isVerified = claims.email_verified ?? sso.trustsEmail;
  if (!isVerified) throw new SsoError("email_missing", "email_verified");
  const person = await addSsoPerson(tx, { email: email.data, role, by });
  if (!person) throw new SsoError("email_taken");
  const isLinked = await link(tx, { issuer: sso.issuer, subject: claims.sub }, person.id);
  if (!isLinked) throw new SsoError("linked_already");
  const resource = person.email;
  await record(tx, { event: "identity.linked", success: true, by, resource });
  return person;
}

async function updateRole(
  tx: Database,
  given: Parameters<typeof applyProviderRole>[1],
): Promise<void> {
  try {
    await applyProviderRole(tx, given);
  } catch (error) {
    throw error instanceof StaffError ? new SsoError("last_admin") : error;
  }
}

async function start(
  tx: Database,
  { person, claims, sso, by }: { person: Person; claims: Claims; sso: Sso; by: Origin },
): Promise<StartedSession> {
  const isProved = provesSecondFactor(claims, sso);
  const awaitsCode = !isProved && (await hasFactor(tx, person.id));
  // Outside practice, a person without a second factor must enrol one first.
  const mustEnrol = !isProved && !awaitsCode && settings().environment !== "practice";
  const provedAt = timeOf(claims.auth_time);
  const opening = { person, origin: by, way: "sso", mustEnrol, awaitsCode, provedAt } as const;
  const sessionId = await openSession(tx, opening);
  return { sessionId, personId: person.id, awaitsCode };
}

/** The provider's session may be days old, so only a stated `auth_time` counts for step-up. */
function timeOf(seconds: number | undefined): Date {
  const milliseconds = (seconds ?? 0) * 1_000;
  const isPast = milliseconds > 0 && milliseconds <= Date.now();
  return isPast ? new Date(milliseconds) : UNKNOWN_TIME;
}
