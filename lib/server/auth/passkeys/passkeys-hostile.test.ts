import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { passkeys, spentChallenges } from "#lib/server/db/schema/people.ts";
import { blockPerson, unblockPerson } from "#lib/server/people/accounts.ts";
import { hasFactor } from "#lib/server/people/factors/has-factor.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import {
  newChallenge,
  party,
  passkeyWorld,
  proof,
  registration,
  SIGN_IN,
  visitor,
} from "#testing/passkeys.ts";
import { prove } from "#testing/proofs.ts";
import { type Answer, softwareAuthenticator } from "#testing/software-authenticator.ts";
import { type Ceremony, removeSpentChallenges } from "./challenges.ts";
import { addPasskey, checkPasskey } from "./passkeys.ts";

const USER_PRESENT = 0x01;

const LIES: readonly [string, Partial<Answer>][] = [
  ["another origin", { origin: "https://anyqta.example.kz.evil.example" }],
  ["another port", { origin: "https://anyqta.example.kz:8443" }],
  ["another domain", { rpId: "evil.example" }],
  ["another challenge", { challenge: randomBytes(32).toString("base64url") }],
  ["no verified person", { flags: USER_PRESENT }],
  ["no user present", { flags: 0 }],
];

withDatabase("a passkey", (db) => {
  const { someone, signedIn, withPasskey, signIn, told, lastRefusal } = passkeyWorld(db);

  test.each<[string, Partial<Answer>]>([
    ...LIES,
    ["the answer of a sign-in", { type: "webauthn.get" }],
    ["certificates", { format: "packed", statement: new Map([["x5c", [new Uint8Array(9)]]]) }],
    ["a TPM attestation", { format: "tpm" }],
  ])("is not added with %s", async (_what, lies) => {
    const { person, actor } = await someone();
    const { challenge, sealed } = newChallenge(registration(actor));
    const answer = softwareAuthenticator(party, person.id).create(challenge, lies);
    await prove(db(), actor, { name: "passkey_add" });
    expect(await addPasskey(db(), { answer, sealed, party, name: "" }, actor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "registration", reason: "not_verified" });
    expect(await hasFactor(db(), person.id)).toBe(false);
  });

  test.each<[string, Partial<Answer>]>([
    ...LIES,
    ["the answer of a registration", { type: "webauthn.create" }],
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
    "is refused for a malformed answer: %.20s",
    async (text) => {
      const { actor } = await someone();
      const { sealed } = newChallenge(SIGN_IN);
      expect(await signIn({ answer: text, sealed, party })).toBeNull();
      expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "malformed" });
      const given = { answer: text, sealed: newChallenge(registration(actor)).sealed, party };
      await prove(db(), actor, { name: "passkey_add" });
      expect(await addPasskey(db(), { ...given, name: "" }, actor)).toBeNull();
    },
  );

  test("can answer a challenge once; of fifty parallel uses one succeeds", async () => {
    const { person, answer } = await withPasskey("clerk", false);
    const given = answer();
    const uses = await Promise.all(Array.from({ length: 50 }, () => signIn(given)));
    expect(uses.filter(Boolean)).toEqual([person]);
    expect(await signIn(given)).toBeNull();
    expect(await lastRefusal()).toMatchObject({ purpose: "sign-in", reason: "challenge" });
  });

  test("cannot be added twice with one answer", async () => {
    const { actor, person } = await someone();
    const { challenge, sealed } = newChallenge(registration(actor));
    const answer = softwareAuthenticator(party, person.id).create(challenge);
    await prove(db(), actor, { name: "passkey_add" });
    const add = () => addPasskey(db(), { answer, sealed, party, name: "" }, actor);
    const added = await Promise.all(Array.from({ length: 10 }, add));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test("must answer a challenge within five minutes", async () => {
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

  test("can answer only a challenge of this server, of the same purpose and session", async () => {
    const { person, actor, device } = await withPasskey();
    const again = await signedIn(person);
    const use = (ceremony: Ceremony, by: Actor | typeof visitor) => {
      const { challenge, sealed } = newChallenge(ceremony);
      return checkPasskey(db(), { answer: device.get(challenge), sealed, party }, by);
    };
    expect(await use(proof(actor), actor)).toMatchObject({ person });
    expect(await use(proof(again.actor), actor)).toBeNull();
    expect(await use(registration(actor), actor)).toBeNull();
    expect(await use(SIGN_IN, actor)).toBeNull();
    expect(await use(proof(actor), visitor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "challenge" });
    for (const sealed of ["", "x", randomBytes(90).toString("base64url")]) {
      expect(await signIn({ answer: device.get("AAAA"), sealed, party })).toBeNull();
    }
  });

  test("whose signature counter does not increase is refused as cloned", async () => {
    const { person, answer } = await withPasskey();
    expect(await signIn(answer({ counter: 40 }))).toEqual(person);
    for (const counter of [40, 39, 1, 0]) {
      expect(await signIn(answer({ counter }))).toBeNull();
      expect(await lastRefusal()).toEqual({ purpose: "sign-in", reason: "counter" });
    }
    const copies = Array.from({ length: 10 }, () => signIn(answer({ counter: 41 })));
    expect((await Promise.all(copies)).filter(Boolean)).toEqual([person]);
  });

  test("without a signature counter can be used repeatedly", async () => {
    const { person, answer } = await withPasskey("clerk", false);
    for (let uses = 0; uses < 3; uses += 1) expect(await signIn(answer())).toEqual(person);
  });

  test("of a blocked person and a deleted passkey do not sign in", async () => {
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

  test("re-authenticates its owner only", async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    const { challenge, sealed } = newChallenge(proof(one.actor));
    const answer = other.device.get(challenge);
    expect(await checkPasskey(db(), { answer, sealed, party }, one.actor)).toBeNull();
    expect(await lastRefusal()).toEqual({ purpose: "proof", reason: "not_own" });
  });
});
