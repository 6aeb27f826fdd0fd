import { randomUUID } from "node:crypto";
import { drizzle } from "drizzle-orm/node-postgres";
import { URI } from "otpauth";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Role } from "#lib/account/access.ts";
import type { Actor, Origin } from "#lib/server/actor.ts";
import { unblockPerson } from "#lib/server/people/accounts.ts";
import { lockedNames, removeOldTries } from "#lib/server/people/lockout.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { newChallenge, party, passkeyWorld, password, proof } from "#testing/passkeys.ts";
import { prove } from "#testing/proofs.ts";
import { checkFactors } from "../check-password.ts";
import { completeSignIn } from "../oidc/complete-sign-in.ts";
import { authenticateWithPasskey } from "../passkeys/authenticate.ts";
import { type Given, reauthenticate } from "../proof/reauthenticate.ts";
import { beginEnrolment, confirmEnrolment } from "../second-factor/second-factor.ts";
import { codeAt } from "../second-factor/totp.ts";

const MINUTE = 60_000;

withDatabase("while a stranger tries passwords of somebody's name", (db, _owner, connect) => {
  const { someone, signedIn, withPasskey } = passkeyWorld(db);
  /** From another address for each test, as refusals of one are only counted after some. */
  let stranger: Origin;
  let serial = 0;
  beforeEach(() => {
    serial += 1;
    stranger = { ip: `198.51.100.${serial}`, userAgent: "stranger", requestId: "TESTTEST22" };
  });

  const tryOf = (email: string, typed = "wrong", browserId: string | null = null) =>
    checkFactors(db(), { email, password: typed, code: "", browserId }, stranger);

  /** The re-authentication of a living session. */
  const reauthenticated = (actor: Actor, given: Partial<Given>) =>
    reauthenticate(db(), actor, {
      given: { password: "", code: "", passkey: null, ...given },
      act: null,
    });

  async function attack(email: string) {
    for (let tries = 0; tries < 11; tries += 1) expect(await tryOf(email)).toBeNull();
    expect(await tryOf(email, password)).toBeNull();
  }

  describe.each<Role>(["admin", "clerk"])("%s", (role) => {
    test("the right password from a browser that signed them in works, and keeps working (P-17, A-85)", async () => {
      const { person } = await someone(role);
      const browserId = randomUUID();
      await attack(person.email);
      expect(await tryOf(person.email, password, browserId)).toMatchObject({ person });
      // That success resets no attempt of others.
      expect(await tryOf(person.email, password)).toBeNull();
      expect(await tryOf(person.email, password, browserId)).toMatchObject({ person });
    });

    test("a passkey works, with the right password where one is needed (A-85)", async () => {
      const { person, answer } = await withPasskey(role);
      await attack(person.email);
      expect(await authenticateWithPasskey(db(), { ...answer(), password }, stranger)).toEqual(
        person,
      );
    });

    test("a living session can re-authenticate, by password and by passkey (A-85)", async () => {
      const { person, actor, device } = await withPasskey(role);
      const { challenge, sealed } = newChallenge(proof(actor));
      const other = await someone(role);
      await attack(person.email);
      await attack(other.person.email);
      expect(await reauthenticated(other.actor, { password })).not.toBeNull();
      const passkey = { answer: device.get(challenge), sealed, party };
      expect(await reauthenticated(actor, { passkey, password })).not.toBeNull();
    });

    test("a second factor can be set up, and its code completes a single sign-on (A-85)", async () => {
      const { person, actor } = await someone(role);
      await attack(person.email);
      await prove(db(), actor, { name: "app_set" });
      const { uri } = await beginEnrolment(db(), actor);
      const { base32 } = URI.parse(uri).secret;
      const codeNow = () => codeAt(base32, Math.floor(Date.now() / 30_000));
      expect(await confirmEnrolment(db(), actor, codeNow())).toHaveLength(10);
      vi.setSystemTime(Date.now() + 30_000);
      expect(await completeSignIn(db(), actor, codeNow())).not.toBeNull();
    });
  });

  test("whoever holds something of the person has ten attempts too (P-17)", async () => {
    const { person, answer } = await withPasskey("admin");
    const other = await someone("admin");
    const { email } = other.person;
    const ways: [string, (typed: string) => Promise<unknown>][] = [
      ["browser", (typed) => tryOf(email, typed, "browser of one")],
      [
        "passkey",
        (typed) => authenticateWithPasskey(db(), { ...answer(), password: typed }, stranger),
      ],
    ];
    for (const [name, prove] of ways) {
      for (let tries = 0; tries < 10; tries += 1) expect(await prove("wrong"), name).toBeNull();
      expect(await prove(password), name).toBeNull();
    }
    // None of them locks anything else.
    expect(await tryOf(email, password, "another browser")).not.toBeNull();
    vi.setSystemTime(Date.now() + 30 * MINUTE);
    for (const [name, prove] of ways) expect(await prove(password), name).not.toBeNull();
    expect(person.role).toBe("admin");
  });

  test("codes after single sign-on count by the person, whatever the session", async () => {
    const { person, codes } = await withPasskey("clerk");
    const complete = async (code: string) =>
      completeSignIn(db(), (await signedIn(person)).actor, code);
    for (let tries = 0; tries < 10; tries += 1) expect(await complete("000000")).toBeNull();
    expect(await complete(codes?.[0] ?? "")).toBeNull();
  });

  test("wrong, unknown, locked, and right with a wrong code run the same statements (A-10)", async () => {
    const [plain, { person }] = [await someone("clerk"), await withPasskey("clerk")];
    const locked = await someone("clerk");
    await attack(locked.person.email);
    const client = await connect();
    onTestFinished(() => client.release());
    const statements: string[] = [];
    const logged = drizzle(client, { logger: { logQuery: (text) => statements.push(text) } });
    const statementsOf = async (email: string, typed: string, code: string) => {
      statements.length = 0;
      const given = { email, password: typed, code };
      expect(await checkFactors(logged, given, stranger)).toBeNull();
      return [...statements];
    };
    for (const code of ["", "000000", "A".repeat(24)]) {
      const rightPassword = await statementsOf(person.email, password, code);
      expect(rightPassword.length).toBeGreaterThan(5);
      for (const [email, typed] of [
        [person.email, "wrong"],
        [plain.person.email, "wrong"],
        [locked.person.email, password],
        ["nobody@example.kz", "wrong"],
      ] as const) {
        expect(await statementsOf(email, typed, code), `${email} ${code}`).toEqual(rightPassword);
      }
    }
  });

  test("an administrator's unlock resets the name and all who hold something of it", async () => {
    const { person } = await someone("clerk");
    await attack(person.email);
    for (let tries = 0; tries < 11; tries += 1) await tryOf(person.email, "wrong", "mine");
    expect(await tryOf(person.email, password, "mine")).toBeNull();
    await unblockPerson(db(), person.email, null);
    expect(await tryOf(person.email, password)).not.toBeNull();
    expect(await tryOf(person.email, password, "mine")).not.toBeNull();
  });

  test("the name is known as locked for a day, and its counts are removed after it", async () => {
    const { person } = await someone("clerk");
    const { person: calm } = await someone("clerk");
    await tryOf(calm.email);
    const from = new Date();
    await attack(person.email);
    const locked = () => lockedNames(db(), [person.email, calm.email]);
    expect(await locked()).toEqual(new Map([[person.email, from]]));
    vi.setSystemTime(Date.now() + 24 * 60 * MINUTE - 1);
    await removeOldTries(db());
    expect((await locked()).size).toBe(1);
    vi.setSystemTime(Date.now() + 2);
    await removeOldTries(db());
    expect((await locked()).size).toBe(0);
  });
});
