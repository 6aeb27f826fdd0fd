import { randomBytes } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { URI } from "otpauth";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Role } from "#lib/access.ts";
import type { Actor } from "../audit.ts";
import { audit, passkeys, spentChallenges } from "../db/schema.ts";
import { onBothEngines } from "../db/test-databases.ts";
import { setUp } from "../own-password.ts";
import { hasFactor } from "../second-factor/any-factor.ts";
import {
  beginEnrolment,
  checkSecondFactor,
  confirmEnrolment,
  removeApp,
  resetFactor,
} from "../second-factor/second-factor.ts";
import { codeAt } from "../second-factor/totp.ts";
import { secretHash } from "../secret-hash.ts";
import { resumeSessions, startSession } from "../session-rows.ts";
import {
  addPerson,
  blockPerson,
  checkPassword,
  type Person,
  personByEmail,
  unblockPerson,
} from "../staff.ts";
import { type Ceremony, removeSpentChallenges, sealChallenge } from "./challenges.ts";
import { passkeysOf } from "./passkey-rows.ts";
import { addPasskey, checkPasskey, removePasskey } from "./passkeys.ts";
import { provePasskey } from "./prove.ts";
import { relyingPartyAt } from "./relying-party.ts";
import { type Answer, softwareAuthenticator } from "./software-authenticator.ts";

const visitor = { ip: "127.0.0.1", userAgent: "Firefox/140 Linux", requestId: "TESTTEST22" };
const password = "a long sentence only I know";
const party = { id: "anyqta.example.kz", origin: "https://anyqta.example.kz" };
const USER_PRESENT = 0x01;

describe("passkeys belong to the address of the house", () => {
  test.each([
    ["https://anyqta.example.kz/", "anyqta.example.kz", "https://anyqta.example.kz"],
    ["https://shop.kz:8443/", "shop.kz", "https://shop.kz:8443"],
    ["http://localhost:3000/", "localhost", "http://localhost:3000"],
  ])("%s", (address, id, origin) => {
    expect(relyingPartyAt(new URL(address))).toEqual({ id, origin });
  });

  test.each(["http://127.0.0.1:3000", "https://10.0.0.5", "https://[::1]:3000", "http://shop.kz"])(
    "and %s can have none",
    (address) => {
      expect(relyingPartyAt(new URL(address))).toBeNull();
    },
  );
});

onBothEngines("a passkey", (db) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  let serial = 0;
  /** Somebody who has just signed in by a password. */
  async function someone(role: Role = "clerk") {
    serial += 1;
    const email = `passkey${serial}@example.kz`;
    const token = await addPerson(db(), { email, role });
    await setUp(db(), { token, password, repeat: password, origin: visitor });
    const person = await personByEmail(db(), email);
    return { person, ...(await signedIn(person)) };
  }

  async function signedIn(person: Person): Promise<{ actor: Actor; sid: string }> {
    const sid = await startSession(db(), person.id, { ...visitor, mustEnrol: true });
    const actor = {
      ...visitor,
      personId: person.id,
      email: person.email,
      role: person.role,
      sessionHash: secretHash(sid),
      revealed: new Set<string>(),
      blockedPayers: new Set<string>(),
      mustEnrol: true,
      provedAt: new Date(),
    };
    return { actor, sid };
  }

  const SIGN_IN: Ceremony = { purpose: "sign-in" };
  const registration = ({ sessionHash }: Actor): Ceremony => ({
    purpose: "registration",
    sessionHash,
  });
  const proof = ({ sessionHash }: Actor): Ceremony => ({ purpose: "proof", sessionHash });

  function newChallenge(ceremony: Ceremony) {
    const challenge = randomBytes(32).toString("base64url");
    return { challenge, sealed: sealChallenge(challenge, ceremony) };
  }

  async function withPasskey(role: Role = "clerk", counts = true) {
    const one = await someone(role);
    const device = softwareAuthenticator(party, one.person.id, { counts });
    const { challenge, sealed } = newChallenge(registration(one.actor));
    const answered = { answer: device.create(challenge), sealed, party, name: "work phone" };
    const codes = await addPasskey(db(), answered, one.actor);
    const answer = (lies: Partial<Answer> = {}) => {
      const given = newChallenge(SIGN_IN);
      return { answer: device.get(given.challenge, lies), sealed: given.sealed, party };
    };
    return { ...one, device, codes, answer };
  }

  const signIn = (answered: Parameters<typeof checkPasskey>[1]) =>
    checkPasskey(db(), answered, visitor);

  async function told({ email }: Person) {
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.resource, email))
      .orderBy(asc(audit.id));
    return rows.filter(({ event }) => event.startsWith("passkey."));
  }

  async function lastRefusal() {
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.event, "passkey.refused"))
      .orderBy(asc(audit.id));
    return rows.at(-1)?.detail;
  }

  test("is added, brings recovery codes, ends the other sessions, and signs in without a name (A-05, P-34)", async () => {
    const { person, actor, sid } = await someone();
    const other = await startSession(db(), person.id, { ...visitor, mustEnrol: false });
    const device = softwareAuthenticator(party, person.id);
    const { challenge, sealed } = newChallenge(registration(actor));
    const answered = { answer: device.create(challenge), sealed, party, name: " " };
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

  test("after the first brings no new codes", async () => {
    const { actor, person, codes } = await withPasskey();
    expect(codes).toHaveLength(10);
    const { challenge, sealed } = newChallenge(registration(actor));
    const answer = softwareAuthenticator(party, person.id).create(challenge);
    expect(await addPasskey(db(), { answer, sealed, party, name: "key" }, actor)).toEqual([]);
    expect(await passkeysOf(db(), person.id)).toHaveLength(2);
  });

  test("belongs to one person: the same credential for a second one fails (P-22)", async () => {
    const first = await withPasskey();
    const second = await someone();
    const { challenge, sealed } = newChallenge(registration(second.actor));
    const answer = softwareAuthenticator(party, second.person.id).create(challenge, {
      credentialId: first.device.id,
    });
    const given = { answer, sealed, party, name: "" };
    expect(await addPasskey(db(), given, second.actor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "registration", reason: "taken" });
    expect(await hasFactor(db(), second.person.id)).toBe(false);
    expect(await signIn(first.answer())).toEqual(first.person);
  });

  const LIES: readonly [string, Partial<Answer>][] = [
    ["another origin", { origin: "https://anyqta.example.kz.evil.example" }],
    ["another port", { origin: "https://anyqta.example.kz:8443" }],
    ["another domain", { rpId: "evil.example" }],
    ["another challenge", { challenge: randomBytes(32).toString("base64url") }],
    ["no verified person", { flags: USER_PRESENT }],
    ["nobody there", { flags: 0 }],
  ];

  test.each<[string, Partial<Answer>]>([
    ...LIES,
    ["the answer of a sign-in", { type: "webauthn.get" }],
    ["certificates", { format: "packed", statement: new Map([["x5c", [new Uint8Array(9)]]]) }],
    ["the attestation of a chip", { format: "tpm" }],
  ])("is not added with %s", async (_what, lies) => {
    const { person, actor } = await someone();
    const { challenge, sealed } = newChallenge(registration(actor));
    const answer = softwareAuthenticator(party, person.id).create(challenge, lies);
    expect(await addPasskey(db(), { answer, sealed, party, name: "" }, actor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "registration", reason: "not_verified" });
    expect(await hasFactor(db(), person.id)).toBe(false);
  });

  test.each<[string, Partial<Answer>]>([
    ...LIES,
    ["the answer of an addition", { type: "webauthn.create" }],
    ["one bit of the signature changed", { isFlipped: true }],
    ["another person's handle", { userHandle: Buffer.from("somebody").toString("base64url") }],
    ["no handle", { userHandle: undefined }],
  ])("does not sign in with %s", async (_what, lies) => {
    const { person, answer } = await withPasskey();
    expect(await signIn(answer(lies))).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "not_verified" });
    expect((await told(person)).map(({ event }) => event)).toContain("passkey.refused");
    expect(await signIn(answer())).toEqual(person);
  });

  test.each(["", "null", "[]", "{", '{"id":"a"}', "x".repeat(20_000)])(
    "is no text like %.20s",
    async (text) => {
      const { actor } = await someone();
      const { sealed } = newChallenge(SIGN_IN);
      expect(await signIn({ answer: text, sealed, party })).toBeNull();
      expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "malformed" });
      const given = { answer: text, sealed: newChallenge(registration(actor)).sealed, party };
      expect(await addPasskey(db(), { ...given, name: "" }, actor)).toBeNull();
    },
  );

  test("answers each challenge once, of fifty at once one", async () => {
    const { person, answer } = await withPasskey("clerk", false);
    const given = answer();
    const uses = await Promise.all(Array.from({ length: 50 }, () => signIn(given)));
    expect(uses.filter(Boolean)).toEqual([person]);
    expect(await signIn(given)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "challenge" });
  });

  test("cannot be added twice by one answer", async () => {
    const { actor, person } = await someone();
    const { challenge, sealed } = newChallenge(registration(actor));
    const answer = softwareAuthenticator(party, person.id).create(challenge);
    const add = () => addPasskey(db(), { answer, sealed, party, name: "" }, actor);
    const added = await Promise.all(Array.from({ length: 10 }, add));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test("answers within five minutes", async () => {
    const { person, answer } = await withPasskey();
    const [early, late] = [answer(), answer()];
    vi.setSystemTime(Date.now() + 299_000);
    expect(await signIn(early)).toEqual(person);
    vi.setSystemTime(Date.now() + 1_000);
    expect(await signIn(late)).toBeNull();
    vi.setSystemTime(Date.now() + 25 * 3_600_000);
    await removeSpentChallenges(db());
    expect(await db().select().from(spentChallenges)).toEqual([]);
    expect(await signIn(early)).toBeNull();
  });

  test("answers the challenge of its own purpose and session only, and none that we did not seal", async () => {
    const { person, actor, device } = await withPasskey();
    const again = await signedIn(person);
    const use = (ceremony: Ceremony, by: Actor | typeof visitor) => {
      const { challenge, sealed } = newChallenge(ceremony);
      return checkPasskey(db(), { answer: device.get(challenge), sealed, party }, by);
    };
    expect(await use(proof(actor), actor)).toEqual(person);
    expect(await use(proof(again.actor), actor)).toBeNull();
    expect(await use(registration(actor), actor)).toBeNull();
    expect(await use(SIGN_IN, actor)).toBeNull();
    expect(await use(proof(actor), visitor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "challenge" });
    for (const sealed of ["", "x", randomBytes(90).toString("base64url")]) {
      expect(await signIn({ answer: device.get("AAAA"), sealed, party })).toBeNull();
    }
  });

  test("that counts back or stands still is refused, as a copy would be", async () => {
    const { person, answer } = await withPasskey();
    expect(await signIn(answer({ counter: 40 }))).toEqual(person);
    for (const counter of [40, 39, 1, 0]) {
      expect(await signIn(answer({ counter }))).toBeNull();
      expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "counter" });
    }
    const copies = Array.from({ length: 10 }, () => signIn(answer({ counter: 41 })));
    expect((await Promise.all(copies)).filter(Boolean)).toEqual([person]);
  });

  test("that never counts works again and again", async () => {
    const { person, answer } = await withPasskey("clerk", false);
    for (let uses = 0; uses < 3; uses += 1) expect(await signIn(answer())).toEqual(person);
  });

  test("of somebody blocked, or removed, or of nobody, does not sign in", async () => {
    const { person, answer } = await withPasskey();
    await blockPerson(db(), person.email);
    expect(await signIn(answer())).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "blocked" });
    await unblockPerson(db(), person.email);
    expect(await signIn(answer())).toEqual(person);
    await db().delete(passkeys).where(eq(passkeys.personId, person.id));
    expect(await signIn(answer())).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "unknown" });
  });

  test("proves nobody but its owner anew", async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    const { challenge, sealed } = newChallenge(proof(one.actor));
    const answer = other.device.get(challenge);
    expect(await checkPasskey(db(), { answer, sealed, party }, one.actor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "proof", reason: "not_own" });
  });

  test("of an administrator counts together with the password only, and wrong ones lock (P-23)", async () => {
    const { person, answer } = await withPasskey("admin");
    const prove = (typed: string, lies: Partial<Answer> = {}) =>
      provePasskey(db(), { ...answer(lies), password: typed }, visitor);
    expect(await prove("")).toBeNull();
    expect(await prove("not the password")).toBeNull();
    expect(await prove(password, { isFlipped: true })).toBeNull();
    expect(await prove(password)).toEqual(person);
    for (let tries = 0; tries < 10; tries += 1) expect(await prove("wrong")).toBeNull();
    expect(await prove(password)).toBeNull();
    vi.setSystemTime(Date.now() + 30 * 60_000);
    expect(await prove(password)).toEqual(person);
  });

  test.each<Role>(["clerk", "supervisor", "auditor"])(
    "of a %s needs no password, nor cares that the password is locked",
    async (role) => {
      const { person, answer } = await withPasskey(role);
      const given = { email: person.email, password: "wrong", origin: visitor };
      for (let tries = 0; tries < 11; tries += 1) await checkPassword(db(), given);
      expect(await checkPassword(db(), { ...given, password })).toBeNull();
      expect(await provePasskey(db(), { ...answer(), password: "" }, visitor)).toEqual(person);
      // The lock is the password's own, and stays.
      expect(await checkPassword(db(), { ...given, password })).toBeNull();
    },
  );

  test("is a second factor: a password then needs a code, and a recovery code is one", async () => {
    const { person, codes } = await withPasskey();
    expect(await hasFactor(db(), person.id)).toBe(true);
    const check = (code: string) => checkSecondFactor(db(), person, { code, by: visitor });
    for (const code of ["", "000000"]) expect(await check(code)).toBeNull();
    const [first = ""] = codes ?? [];
    expect(await check(first)).toBe("recovery");
    expect(await check(first)).toBeNull();
  });

  test("stands beside an app, and either keeps the codes when the other goes", async () => {
    const { person, actor, codes, answer } = await withPasskey();
    const { uri } = (await beginEnrolment(db(), person)) ?? { uri: "" };
    const { secret } = URI.parse(uri);
    const code = codeAt(secret.base32, Math.floor(Date.now() / 30_000));
    expect(await confirmEnrolment(db(), person, { code, by: actor })).toEqual([]);
    await removeApp(db(), actor);
    expect(await hasFactor(db(), person.id)).toBe(true);
    const check = (typed: string) => checkSecondFactor(db(), person, { code: typed, by: visitor });
    expect(await check(codeAt(secret.base32, Math.floor(Date.now() / 30_000) + 1))).toBeNull();
    expect(await check(codes?.[0] ?? "")).toBe("recovery");
    expect(await signIn(answer())).toEqual(person);
  });

  test("goes with a reset, and so do codes and sessions", async () => {
    const { person, sid, answer, codes } = await withPasskey();
    expect(await resetFactor(db(), person, null)).toBe(true);
    expect(await hasFactor(db(), person.id)).toBe(false);
    expect(await signIn(answer())).toBeNull();
    const code = codes?.[0] ?? "";
    expect(await checkSecondFactor(db(), person, { code, by: visitor })).toBeNull();
    expect(await resumeSessions(db(), [sid], { active: true })).toEqual([null]);
    expect(await resetFactor(db(), person, null)).toBe(false);
  });

  test("that is removed ends the other sessions, the last one all of them and the codes", async () => {
    const { person, actor, sid, device, codes } = await withPasskey();
    const { challenge, sealed } = newChallenge(registration(actor));
    const second = softwareAuthenticator(party, person.id);
    await addPasskey(db(), { answer: second.create(challenge), sealed, party, name: "" }, actor);
    const other = await signedIn(person);
    const stranger = await someone();
    expect(await removePasskey(db(), device.id, stranger.actor)).toBe("none");
    expect(await removePasskey(db(), device.id, actor)).toBe("removed");
    expect(await resumeSessions(db(), [sid, other.sid], { active: true })).toEqual([
      expect.anything(),
      null,
    ]);
    expect(await removePasskey(db(), device.id, actor)).toBe("none");
    expect(await removePasskey(db(), second.id, actor)).toBe("last");
    expect(await resumeSessions(db(), [sid], { active: true })).toEqual([null]);
    const code = codes?.[0] ?? "";
    expect(await checkSecondFactor(db(), person, { code, by: visitor })).toBeNull();
    const removed = (await told(person)).filter(({ event }) => event === "passkey.removed");
    expect(removed.map(({ detail }) => detail)).toEqual([
      { passkey: device.id.slice(0, 12) },
      { passkey: second.id.slice(0, 12) },
    ]);
  });
});
