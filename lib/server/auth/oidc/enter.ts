import type { Origin, Person } from "#lib/server/actor.ts";
import "server-only";
import { record } from "#lib/server/audit/record.ts";
import type { Sso } from "#lib/server/config/oidc.ts";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { emailSchema, personById, StaffError } from "#lib/server/people/accounts.ts";
import { link, ownerOf } from "#lib/server/people/identities.ts";
import { addPersonOfSso, followRole } from "#lib/server/people/provisioning.ts";
import { hasFactor } from "../second-factor/second-factor.ts";
import { openSession } from "../sign-in.ts";
import { type Claims, provesSecondFactor } from "./client/id-token.ts";
import { SsoRefused } from "./refused.ts";
import { roleIn } from "./role-claim.ts";

/** Never: what proves nothing when it happened. */
const LONG_AGO = new Date(0);

export interface Entered {
  sessionId: string;
  personId: string;
  /** The second factor is still to be given. */
  awaitsCode: boolean;
}

/**
 * Begins a session for the person whose identity it is, or for a new one where the settings allow it.
 * @throws SsoRefused when there is nobody, or they may not enter; then nothing is changed.
 */
export function enter(
  db: Database,
  { claims, sso, by }: { claims: Claims; sso: Sso; by: Origin },
): Promise<Entered> {
  return db.transaction(async (tx) => {
    const role = roleIn(claims, sso);
    // Whoever was taken out of every group there has no business here, whatever they were before.
    if (role === null) throw new SsoRefused("no_role");
    const identity = { issuer: sso.issuer, subject: claims.sub };
    const owner = await ownerOf(tx, identity);
    const person = owner ? await known(tx, owner) : await newcomer(tx, { claims, sso, by });
    if (role) await follow(tx, { person, role, by });
    return begin(tx, { person, claims, sso, by });
  });
}

async function known(tx: Database, id: string): Promise<Person> {
  const person = await personById(tx, id);
  if (!person || person.isClosed) throw new SsoRefused("blocked");
  return person;
}

/** Somebody whom nobody has linked: a person of their own at most, never one who is there already. */
async function newcomer(
  tx: Database,
  { claims, sso, by }: { claims: Claims; sso: Sso; by: Origin },
): Promise<Person> {
  const role = roleIn(claims, sso);
  if (!sso.addsPeople || !role) throw new SsoRefused("unknown");
  const email = emailSchema.safeParse(claims.email);
  if (!email.success || !claims.email_verified) throw new SsoRefused("email_missing");
  const person = await addPersonOfSso(tx, { email: email.data, role, by });
  if (!person) throw new SsoRefused("email_taken");
  const isLinked = await link(tx, { issuer: sso.issuer, subject: claims.sub }, person.id);
  if (!isLinked) throw new SsoRefused("linked_already");
  const resource = person.email;
  await record(tx, { event: "identity.linked", success: true, by, resource });
  return person;
}

async function follow(tx: Database, given: Parameters<typeof followRole>[1]): Promise<void> {
  try {
    await followRole(tx, given);
  } catch (error) {
    throw error instanceof StaffError ? new SsoRefused("last_admin") : error;
  }
}

async function begin(
  tx: Database,
  { person, claims, sso, by }: { person: Person; claims: Claims; sso: Sso; by: Origin },
): Promise<Entered> {
  const isProved = provesSecondFactor(claims, sso);
  const awaitsCode = !isProved && (await hasFactor(tx, person.id));
  // In practice there is nothing to protect; elsewhere the first thing to do is to set one up.
  const mustEnrol = !isProved && !awaitsCode && settings().environment !== "practice";
  const provedAt = momentOf(claims.auth_time);
  const opening = { person, origin: by, way: "sso", mustEnrol, awaitsCode, provedAt } as const;
  const sessionId = await openSession(tx, opening);
  return { sessionId, personId: person.id, awaitsCode };
}

/** A session there may be days old: only what the provider says of its time is a fresh proof here. */
function momentOf(seconds: number | undefined): Date {
  const milliseconds = (seconds ?? 0) * 1_000;
  const isPast = milliseconds > 0 && milliseconds <= Date.now();
  return isPast ? new Date(milliseconds) : LONG_AGO;
}
