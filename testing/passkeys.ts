import { randomBytes } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, vi } from "vitest";
import type { Role } from "#lib/account/access.ts";
import type { Actor, Person } from "#lib/server/actor.ts";
import { writeCountedRefusals } from "#lib/server/auth/attempts/refusals.ts";
import { type Ceremony, sealChallenge } from "#lib/server/auth/passkeys/challenges.ts";
import { addPasskey, checkPasskey } from "#lib/server/auth/passkeys/passkeys.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { addPerson, personByEmail } from "#lib/server/people/accounts.ts";
import { setUp } from "#lib/server/people/password/change.ts";
import { inSession, prove } from "./proofs.ts";
import { type Answer, softwareAuthenticator } from "./software-authenticator.ts";

/** For tests: people with passkeys, and their rows in the audit log. */

/** The origin of all requests. */
export const visitor = { ip: "127.0.0.1", userAgent: "Firefox/140 Linux", requestId: "TESTTEST22" };
/** The password of everybody. */
export const password = "a long sentence only I know";
/** The relying party. */
export const party = { id: "anyqta.example.kz", origin: "https://anyqta.example.kz" };

/** The purposes of a challenge. */
export const SIGN_IN: Ceremony = { purpose: "sign-in" };
export const registration = ({ sessionHash }: Actor): Ceremony => ({
  purpose: "registration",
  sessionHash,
});
export const proof = ({ sessionHash }: Actor): Ceremony => ({ purpose: "proof", sessionHash });

/** A challenge, and the sealed cookie that keeps it. */
export function newChallenge(ceremony: Ceremony) {
  const challenge = randomBytes(32).toString("base64url");
  return { challenge, sealed: sealChallenge(challenge, ceremony) };
}

/** The helpers of one test file. They use its database, and the clock stands still. */
export function passkeyWorld(db: () => Database) {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  let serial = 0;
  /** Adds a person who has just signed in by a password. */
  async function someone(role: Role = "clerk") {
    serial += 1;
    const email = `passkey${serial}@example.kz`;
    const token = await addPerson(db(), { email, role });
    await setUp(db(), { token, password, repeat: password, origin: visitor });
    const person = await personByEmail(db(), email);
    return { person, ...(await signedIn(person)) };
  }

  const signedIn = (person: Person) => inSession(db(), person, { mustEnrol: true });

  async function withPasskey(role: Role = "clerk", counts = true) {
    const one = await someone(role);
    const device = softwareAuthenticator(party, one.person.id, { counts });
    const { challenge, sealed } = newChallenge(registration(one.actor));
    const answered = { answer: device.create(challenge), sealed, party, name: "work phone" };
    await prove(db(), one.actor, { name: "passkey_add" });
    const codes = await addPasskey(db(), answered, one.actor);
    const answer = (lies: Partial<Answer> = {}) => {
      const given = newChallenge(SIGN_IN);
      return { answer: device.get(given.challenge, lies), sealed: given.sealed, party };
    };
    return { ...one, device, codes, answer };
  }

  const signIn = async (answered: Parameters<typeof checkPasskey>[1]) =>
    (await checkPasskey(db(), answered, visitor))?.person ?? null;

  /** The audit rows of a person's passkeys, oldest first. */
  async function told({ email }: Person) {
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.resource, email))
      .orderBy(asc(audit.id));
    return rows.filter(({ event }) => event.startsWith("passkey."));
  }

  async function lastRefusal() {
    await writeCountedRefusals(db());
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.event, "passkey.refused"))
      .orderBy(asc(audit.id));
    return rows.at(-1)?.detail;
  }

  return { someone, signedIn, withPasskey, signIn, told, lastRefusal };
}
