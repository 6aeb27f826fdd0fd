import { URI } from "otpauth";
import { describe, expect, test, vi } from "vitest";
import type { Role } from "#lib/account/access.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { passkeysOf } from "#lib/server/people/factors/passkeys.ts";
import { resumeSessions, startSession } from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import {
  newChallenge,
  party,
  passkeyWorld,
  password,
  registration,
  SIGN_IN,
  visitor,
} from "#testing/passkeys.ts";
import { prove } from "#testing/proofs.ts";
import { type Answer, softwareAuthenticator } from "#testing/software-authenticator.ts";
import { checkPassword } from "../check-password.ts";
import {
  beginEnrolment,
  checkSecondFactor,
  confirmEnrolment,
  resetFactor,
} from "../second-factor/second-factor.ts";
import { codeAt } from "../second-factor/totp.ts";
import { authenticateWithPasskey } from "./authenticate.ts";
import { addPasskey, removePasskey } from "./passkeys.ts";
import { relyingPartyAt } from "./relying-party.ts";

describe("the relying party of an address", () => {
  test.each([
    ["https://anyqta.example.kz/", "anyqta.example.kz", "https://anyqta.example.kz"],
    ["https://shop.kz:8443/", "shop.kz", "https://shop.kz:8443"],
    ["http://localhost:3000/", "localhost", "http://localhost:3000"],
  ])("%s", (address, id, origin) => {
    expect(relyingPartyAt(new URL(address))).toEqual({ id, origin });
  });

  test.each(["http://127.0.0.1:3000", "https://10.0.0.5", "https://[::1]:3000", "http://shop.kz"])(
    "does not exist for %s",
    (address) => {
      expect(relyingPartyAt(new URL(address))).toBeNull();
    },
  );
});

withDatabase("a passkey", (db) => {
  const { someone, signedIn, withPasskey, signIn, told, lastRefusal } = passkeyWorld(db);

  test("can be added, gives recovery codes, ends other sessions, and signs in without a name (A-05, P-34)", async () => {
    const { person, actor, sid } = await someone();
    const other = await startSession(db(), person.id, { ...visitor, mustEnrol: false });
    const device = softwareAuthenticator(party, person.id);
    const { challenge, sealed } = newChallenge(registration(actor));
    const answered = { answer: device.create(challenge), sealed, party, name: " " };
    await prove(db(), actor, { name: "passkey_add" });
    expect(await addPasskey(db(), answered, actor)).toHaveLength(10);
    const [session, ended] = await resumeSessions(db(), [sid, other], { active: true });
    expect(session?.mustEnrol).toBe(false);
    expect(ended).toBeNull();
    const [kept] = await passkeysOf(db(), person.id);
    expect(kept).toMatchObject({ name: "Firefox, Linux", transports: ["internal"], counter: 1 });
    const given = newChallenge(SIGN_IN);
    const use = { answer: device.get(given.challenge), sealed: given.sealed, party };
    expect(await signIn(use)).toEqual(person);
    const [used] = await passkeysOf(db(), person.id);
    expect(used).toMatchObject({ counter: 2, lastUsedAt: new Date() });
    expect((await told(person)).map(({ event }) => event)).toEqual(["passkey.added"]);
  });

  test("after the first one gives no new recovery codes", async () => {
    const { actor, person, codes } = await withPasskey();
    expect(codes).toHaveLength(10);
    const { challenge, sealed } = newChallenge(registration(actor));
    const answer = softwareAuthenticator(party, person.id).create(challenge);
    await prove(db(), actor, { name: "passkey_add" });
    expect(await addPasskey(db(), { answer, sealed, party, name: "key" }, actor)).toEqual([]);
    expect(await passkeysOf(db(), person.id)).toHaveLength(2);
  });

  test("cannot be added with a credential id that another person has (P-22)", async () => {
    const first = await withPasskey();
    const second = await someone();
    const { challenge, sealed } = newChallenge(registration(second.actor));
    const answer = softwareAuthenticator(party, second.person.id).create(challenge, {
      credentialId: first.device.id,
    });
    const given = { answer, sealed, party, name: "" };
    await prove(db(), second.actor, { name: "passkey_add" });
    expect(await addPasskey(db(), given, second.actor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "registration", reason: "taken" });
    expect(await hasFactor(db(), second.person.id)).toBe(false);
    expect(await signIn(first.answer())).toEqual(first.person);
  });

  test("of an administrator requires the password too, and wrong passwords lock (P-23)", async () => {
    const { person, answer } = await withPasskey("admin");
    const signInBy = (typed: string, lies: Partial<Answer> = {}) =>
      authenticateWithPasskey(db(), { ...answer(lies), password: typed }, visitor);
    expect(await signInBy("")).toBeNull();
    expect(await signInBy("not the password")).toBeNull();
    expect(await signInBy(password, { isFlipped: true })).toBeNull();
    expect(await signInBy(password)).toEqual(person);
    for (let tries = 0; tries < 10; tries += 1) expect(await signInBy("wrong")).toBeNull();
    expect(await signInBy(password)).toBeNull();
    vi.setSystemTime(Date.now() + 30 * 60_000);
    expect(await signInBy(password)).toEqual(person);
  });

  test.each<Role>(["clerk", "supervisor", "auditor"])(
    "of a %s works without a password, also while the password is locked",
    async (role) => {
      const { person, answer } = await withPasskey(role);
      const given = { email: person.email, password: "wrong", origin: visitor };
      for (let tries = 0; tries < 11; tries += 1) await checkPassword(db(), given);
      expect(await checkPassword(db(), { ...given, password })).toBeNull();
      expect(await authenticateWithPasskey(db(), { ...answer(), password: "" }, visitor)).toEqual(
        person,
      );
      // The password stays locked.
      expect(await checkPassword(db(), { ...given, password })).toBeNull();
    },
  );

  test("is a second factor: a sign-in by password then requires a code, such as a recovery code", async () => {
    const { person, codes } = await withPasskey();
    expect(await hasFactor(db(), person.id)).toBe(true);
    const check = (code: string) => checkSecondFactor(db(), person, { code, by: visitor });
    for (const code of ["", "000000"]) expect(await check(code)).toBeNull();
    const [first = ""] = codes ?? [];
    expect(await check(first)).toBe("recovery");
    expect(await check(first)).toBeNull();
  });

  test("can exist with an app; recovery codes are kept while one of them remains", async () => {
    const { person, actor, codes, answer } = await withPasskey();
    await prove(db(), actor, { name: "app_set" });
    const { secret } = URI.parse((await beginEnrolment(db(), actor)).uri);
    const codeNow = () => codeAt(secret.base32, Math.floor(Date.now() / 30_000));
    expect(await confirmEnrolment(db(), actor, codeNow())).toEqual([]);
    expect(await signIn(answer())).toEqual(person);
    const [passkey] = await passkeysOf(db(), person.id);
    const on = passkey?.id ?? "";
    await prove(db(), actor, { name: "passkey_remove", on });
    expect(await removePasskey(db(), on, actor)).toBe("removed");
    vi.setSystemTime(Date.now() + 30_000);
    const check = (code: string) => checkSecondFactor(db(), person, { code, by: visitor });
    expect(await check(codeNow())).toBe("code");
    expect(await check(codes?.[0] ?? "")).toBe("recovery");
  });

  test("is removed by a reset, with recovery codes and sessions", async () => {
    const { person, sid, answer, codes } = await withPasskey();
    expect(await resetFactor(db(), person, null)).toBe(true);
    expect(await hasFactor(db(), person.id)).toBe(false);
    expect(await signIn(answer())).toBeNull();
    const code = codes?.[0] ?? "";
    expect(await checkSecondFactor(db(), person, { code, by: visitor })).toBeNull();
    expect(await resumeSessions(db(), [sid], { active: true })).toEqual([null]);
    expect(await resetFactor(db(), person, null)).toBe(false);
  });

  test("ends other sessions when removed; the last one stays, as long as there is no app (A-09)", async () => {
    const { person, actor, sid, device, codes } = await withPasskey();
    const { challenge, sealed } = newChallenge(registration(actor));
    const second = softwareAuthenticator(party, person.id);
    await prove(db(), actor, { name: "passkey_add" });
    await addPasskey(db(), { answer: second.create(challenge), sealed, party, name: "" }, actor);
    const other = await signedIn(person);
    const stranger = await someone();
    expect(await removePasskey(db(), device.id, stranger.actor)).toBe("none");
    await prove(db(), actor, { name: "passkey_remove", on: device.id });
    expect(await removePasskey(db(), device.id, actor)).toBe("removed");
    expect(await resumeSessions(db(), [sid, other.sid], { active: true })).toEqual([
      expect.anything(),
      null,
    ]);
    expect(await removePasskey(db(), device.id, actor)).toBe("none");
    await prove(db(), actor, { name: "passkey_remove", on: second.id });
    expect(await removePasskey(db(), second.id, actor)).toBe("last");
    expect(await hasFactor(db(), person.id)).toBe(true);
    const code = codes?.[0] ?? "";
    expect(await checkSecondFactor(db(), person, { code, by: visitor })).toBe("recovery");
    const removed = (await told(person)).filter(({ event }) => event === "passkey.removed");
    expect(removed.map(({ detail }) => detail)).toEqual([{ passkey: device.id.slice(0, 12) }]);
  });
});
