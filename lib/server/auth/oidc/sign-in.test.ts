import { eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { identities, people } from "#lib/server/db/schema/people.ts";
import { addPerson, blockPerson, personByEmail, resetPerson } from "#lib/server/people/accounts.ts";
import { link, ownerOf } from "#lib/server/people/identities.ts";
import { setUp } from "#lib/server/people/password/change.ts";
import { resumeSessions, startSession } from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { sampleClaims, sampleSso } from "#testing/oidc.ts";
import type { Claims } from "./client/claims.ts";
import { signInWithIdentity } from "./sign-in.ts";

const by = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
const roles = {
  claim: "role",
  map: [
    ["clerk", "clerk"],
    ["admin", "admin"],
  ],
} as const;

let serial = 0;
/** A person with a password and a linked identity. */
async function linked(db: Database, role: "clerk" | "admin" = "clerk") {
  serial += 1;
  const email = `linked${serial}@example.kz`;
  const token = await addPerson(db, { email, role });
  const password = "a long sentence only I know";
  await setUp(db, { token, password, repeat: password, origin: by });
  const person = await personByEmail(db, email);
  const identity = { issuer: sampleSso().issuer, subject: `subject ${serial}` };
  await link(db, identity, person.id);
  return { person, identity };
}

withDatabase("single sign-on", (db) => {
  const signIn = (claims: Partial<Claims>, changes: Parameters<typeof sampleSso>[0] = {}) =>
    signInWithIdentity(db(), { claims: sampleClaims(claims), sso: sampleSso(changes), by });

  test("signs in a linked person, with the time of authentication that the provider states", async () => {
    const { person, identity } = await linked(db());
    const long = await signIn({ sub: identity.subject });
    const fresh = await signIn({ sub: identity.subject, auth_time: 1_700_000_000 });
    const ahead = await signIn({ sub: identity.subject, auth_time: 4_000_000_000 });
    const ids = [long, fresh, ahead].map(({ sessionId }) => sessionId);
    const [first, second, third] = await resumeSessions(db(), ids, { active: true });
    expect(first).toMatchObject({ person, awaitsCode: false, provedAt: new Date(0) });
    expect(second?.provedAt).toEqual(new Date(1_700_000_000_000));
    expect(third?.provedAt).toEqual(new Date(0));
  });

  test("requires the enrolment of a second factor outside practice", async () => {
    const own = settings();
    const { environment } = own;
    own.environment = "production";
    onTestFinished(() => {
      own.environment = environment;
    });
    const { identity } = await linked(db());
    const one = await signIn({ sub: identity.subject, amr: ["pwd"] });
    const two = await signIn({ sub: identity.subject, amr: ["pwd", "mfa"] });
    const three = await signIn({ sub: identity.subject, acr: "mfa" });
    const ids = [one, two, three].map(({ sessionId }) => sessionId);
    const sessions = await resumeSessions(db(), ids, { active: true });
    expect(sessions.map((session) => session?.mustEnrol)).toEqual([true, false, false]);
  });

  test("identifies people by issuer and subject together", async () => {
    const { identity } = await linked(db());
    await expect(
      signIn({ sub: identity.subject }, { issuer: "https://other.example.kz" }),
    ).rejects.toMatchObject({ reason: "unknown" });
  });

  test("adds one person for twenty parallel first sign-ins of that person", async () => {
    const email = `new${serial}@example.kz`;
    const given = { sub: `new ${serial}`, email, email_verified: true, role: "clerk" };
    const visits = Array.from({ length: 20 }, () => signIn(given, { roles, addsPeople: true }));
    const settled = await Promise.allSettled(visits);
    expect(settled.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await db().select().from(people).where(eq(people.email, email))).toHaveLength(1);
    expect(
      await db().select().from(identities).where(eq(identities.subject, given.sub)),
    ).toHaveLength(1);
  });

  test.each([
    ["no e-mail", {}, "email_missing", "email"],
    [
      "an unverified e-mail address",
      { email: "open@example.kz" },
      "email_missing",
      "email_verified",
    ],
    [
      "an invalid e-mail address",
      { email: "<script>@", email_verified: true },
      "email_missing",
      "email",
    ],
    [
      "no role",
      { email: "norole@example.kz", email_verified: true, role: "owner" },
      "no_role",
      "role",
    ],
    [
      "too many groups",
      { role: undefined, _claim_names: { role: "s" } },
      "no_role",
      "role in _claim_names",
    ],
  ])("adds nobody and stores nothing with %s", async (_what, given, reason, code) => {
    const rows = await db().select().from(people);
    await expect(
      signIn({ sub: "nobody", role: "clerk", ...given }, { roles, addsPeople: true }),
    ).rejects.toMatchObject({ reason, code });
    expect(await db().select().from(people)).toHaveLength(rows.length);
  });

  test("takes an address whose provider is trusted, but none that it calls unverified", async () => {
    const trusted = { roles, addsPeople: true, trustsEmail: true };
    const given = { sub: "trusted", email: "trusted@example.kz", role: "clerk" };
    await expect(signIn({ ...given, email_verified: false }, trusted)).rejects.toMatchObject({
      code: "email_verified",
    });
    await signIn(given, trusted);
    expect(await db().select().from(people).where(eq(people.email, given.email))).toHaveLength(1);
  });

  test("updates the role, records both roles in the audit log, and ends older sessions", async () => {
    const { person, identity } = await linked(db());
    const nowhere = { ip: null, userAgent: null, mustEnrol: false };
    const older = await startSession(db(), person.id, nowhere);
    const { sessionId } = await signIn({ sub: identity.subject, role: "admin" }, { roles });
    const [old, session] = await resumeSessions(db(), [older, sessionId], { active: true });
    expect([old, session?.person.role]).toEqual([null, "admin"]);
    const rows = await db().select().from(audit).where(eq(audit.resource, person.email));
    expect(rows.find(({ event }) => event === "person.role_changed")?.detail).toEqual({
      before: "clerk",
      after: "admin",
      way: "sso",
    });
  });

  test("refuses the last administrator with another role, and keeps their role", async () => {
    for (const { email, role } of await db().select().from(people)) {
      if (role === "admin") await blockPerson(db(), email);
    }
    const { person, identity } = await linked(db(), "admin");
    await expect(signIn({ sub: identity.subject, role: "clerk" }, { roles })).rejects.toMatchObject(
      {
        reason: "last_admin",
      },
    );
    expect(await personByEmail(db(), person.email)).toMatchObject({ role: "admin" });
  });

  test("is refused after a reset, which removes the identity", async () => {
    const { person, identity } = await linked(db());
    await resetPerson(db(), person.email);
    expect(await ownerOf(db(), identity)).toBeNull();
    await expect(signIn({ sub: identity.subject })).rejects.toMatchObject({ reason: "unknown" });
  });
});
