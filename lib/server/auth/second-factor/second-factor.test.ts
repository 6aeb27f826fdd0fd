import { asc, eq } from "drizzle-orm";
import { URI } from "otpauth";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor, Person } from "#lib/server/actor.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { factors, recoveryCodes, sessions, signInTries } from "#lib/server/db/schema/people.ts";
import { addPerson, personByEmail, resetPerson } from "#lib/server/people/accounts.ts";
import { consumeStep } from "#lib/server/people/factors/totp-secrets.ts";
import { setUp } from "#lib/server/people/password/change.ts";
import { NotProvenError } from "#lib/server/people/sessions/proofs.ts";
import { resumeSessions, startSession } from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { writeCountedRefusals } from "../attempts/refusals.ts";
import { checkFactors } from "../check-password.ts";
import {
  beginEnrolment,
  checkSecondFactor,
  confirmEnrolment,
  hasFactor,
  pendingEnrolment,
  renewCodes,
  resetFactor,
} from "./second-factor.ts";
import { codeAt } from "./totp.ts";

const by = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
const password = "a long sentence only I know";
const STEP = 30_000;

const NOWHERE = { ip: null, userAgent: null, mustEnrol: false };

withDatabase("a second factor", (db) => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
    await writeCountedRefusals(db());
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  let serial = 0;
  async function clerk(): Promise<Person> {
    serial += 1;
    const email = `factor${serial}@example.kz`;
    const token = await addPerson(db(), { email, role: "clerk" });
    await setUp(db(), { token, password, repeat: password, origin: by });
    return personByEmail(db(), email);
  }

  const someone = async () => {
    const person = await clerk();
    return { person, ...(await inSession(db(), person)) };
  };

  async function enrolled() {
    const { person, actor } = await someone();
    const secret = await begun(db(), actor);
    const codes = await confirmEnrolment(db(), actor, codeNow(secret));
    vi.setSystemTime(Date.now() + STEP);
    const check = (code: string) => checkSecondFactor(db(), person, { code, by });
    return { person, actor, secret, codes: codes ?? [], check, code: () => codeNow(secret) };
  }

  test("is required after it was confirmed with a code, not before", async () => {
    const { person, actor } = await someone();
    const secret = await begun(db(), actor);
    expect(await hasFactor(db(), person.id)).toBe(false);
    expect(await checkSecondFactor(db(), person, { code: codeNow(secret), by })).toBeNull();
    expect(await confirmEnrolment(db(), actor, "000000")).toBeNull();
    expect(await confirmEnrolment(db(), actor, codeNow(secret))).toHaveLength(10);
    expect(await hasFactor(db(), person.id)).toBe(true);
    expect(await confirmEnrolment(db(), actor, codeNow(secret))).toBeNull();
  });

  test("has only the new secret if enrolment starts again before confirmation", async () => {
    const { actor } = await someone();
    const [first, second] = [await begun(db(), actor), await begun(db(), actor)];
    expect(await confirmEnrolment(db(), actor, codeNow(first))).toBeNull();
    expect(await confirmEnrolment(db(), actor, codeNow(second))).toHaveLength(10);
  });

  test("is planted by nobody: a pending app is one session's, for ten minutes (P-22)", async () => {
    const { person, actor } = await someone();
    const secret = await begun(db(), actor);
    const { actor: other } = await inSession(db(), person);
    expect(await pendingEnrolment(db(), other)).toBeNull();
    expect(await confirmEnrolment(db(), other, codeNow(secret))).toBeNull();
    // The sign-in of the other session has given it up.
    expect(await pendingEnrolment(db(), actor)).toBeNull();
    const again = await begun(db(), actor);
    vi.setSystemTime(Date.now() + 10 * 60_000);
    expect(await pendingEnrolment(db(), actor)).toBeNull();
    expect(await confirmEnrolment(db(), actor, codeNow(again))).toBeNull();
    await begun(db(), other);
    await resetPerson(db(), person.email);
    expect(await pendingEnrolment(db(), other)).toBeNull();
    const left = await db().select().from(sessions).where(eq(sessions.personId, person.id));
    expect(left.map(({ endedAt, pendingSecret }) => endedAt && pendingSecret)).toEqual([
      null,
      null,
    ]);
    expect(await hasFactor(db(), person.id)).toBe(false);
  });

  test("is replaced, and the old one works until the new one is confirmed (A-09)", async () => {
    const { actor, person, check, code, codes } = await enrolled();
    const { sid } = await inSession(db(), person);
    await expect(beginEnrolment(db(), actor)).rejects.toThrow(NotProvenError);
    const next = await begun(db(), actor);
    expect(await check(code())).toBe("code");
    expect(await resumeSessions(db(), [sid], { active: true })).not.toEqual([null]);
    vi.setSystemTime(Date.now() + STEP);
    expect(await confirmEnrolment(db(), actor, codeNow(next))).toEqual([]);
    expect(await resumeSessions(db(), [sid], { active: true })).toEqual([null]);
    vi.setSystemTime(Date.now() + STEP);
    expect(await check(code())).toBeNull();
    expect(await check(codeNow(next))).toBe("code");
    expect(await check(codes[0] ?? "")).toBe("recovery");
  });

  test("gets new recovery codes with a proof, and the old ones end", async () => {
    const { actor, check, codes } = await enrolled();
    await expect(renewCodes(db(), actor)).rejects.toThrow(NotProvenError);
    await prove(db(), actor, { name: "codes_renew" });
    const renewed = (await renewCodes(db(), actor)) ?? [];
    expect(await check(codes[0] ?? "")).toBeNull();
    expect(await check(renewed[0] ?? "")).toBe("recovery");
  });

  test("is encrypted or hashed in the database (P-15, A-13)", async () => {
    const { secret, codes, person } = await enrolled();
    const other = await enrolled();
    const stored = JSON.stringify([
      await db().select().from(factors),
      await db().select().from(recoveryCodes),
      await db().select().from(audit),
    ]);
    for (const each of [secret, ...codes, ...codes.map((code) => code.replaceAll("-", ""))]) {
      expect(stored).not.toContain(each);
    }
    // A secret moved into another person's row cannot be decrypted.
    const [row] = await db().select().from(factors).where(eq(factors.personId, person.id));
    await db()
      .update(factors)
      .set({ sealedSecret: row?.sealedSecret ?? "" })
      .where(eq(factors.personId, other.person.id));
    await expect(other.check("123456")).rejects.toThrow("FACTOR_KEY");
  });

  test("accepts a code once, until ten seconds after its step (P-24)", async () => {
    const { check, code } = await enrolled();
    const typed = code();
    vi.setSystemTime(Date.now() + STEP + 9_900);
    expect(await check(typed)).toBe("code");
    expect(await check(typed)).toBeNull();
    expect(await check(code())).toBe("code");
    const late = code();
    vi.setSystemTime(Math.floor(Date.now() / STEP) * STEP + STEP + 10_100);
    expect(await check(late)).toBeNull();
  });

  test("refuses a code older than the last one, and the code of its enrolment", async () => {
    const { person, actor } = await someone();
    const secret = await begun(db(), actor);
    const first = codeNow(secret);
    await confirmEnrolment(db(), actor, first);
    expect(await checkSecondFactor(db(), person, { code: first, by })).toBeNull();
    const older = codeNow(secret, STEP);
    vi.setSystemTime(Date.now() + 2 * STEP);
    expect(await checkSecondFactor(db(), person, { code: codeNow(secret), by })).toBe("code");
    expect(await checkSecondFactor(db(), person, { code: older, by })).toBeNull();
  });

  test("accepts one of fifty parallel uses of a code (P-24, A-13)", async () => {
    const { person, check, code } = await enrolled();
    const step = Math.floor(Date.now() / STEP);
    const many = <T>(use: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, use));
    const typed = code();
    expect((await many(() => check(typed))).filter(Boolean)).toEqual(["code"]);
    const spent = await many(() => consumeStep(db(), person.id, step + 1));
    expect(spent.filter(Boolean)).toEqual([true]);
  });

  test("can be replaced by a recovery code once, in any notation", async () => {
    const { codes, check, person } = await enrolled();
    const [first = "", second = ""] = codes;
    expect(first).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
    expect(new Set(codes).size).toBe(10);
    expect(await check(first)).toBe("recovery");
    expect(await check(first)).toBeNull();
    expect(await check(` ${second.toLowerCase().replaceAll("-", " ").replaceAll("o", "0")}`)).toBe(
      "recovery",
    );
    const other = await enrolled();
    expect(await other.check(codes[2] ?? "")).toBeNull();
    expect(await told(person)).toContainEqual(["recovery.used", { left: 8 }]);
  });

  test("accepts one of fifty parallel uses of a recovery code", async () => {
    const { codes, check } = await enrolled();
    const uses = Array.from({ length: 50 }, () => check(codes[0] ?? ""));
    expect((await Promise.all(uses)).filter(Boolean)).toEqual(["recovery"]);
  });

  test("and the password are locked together after ten failed attempts (P-17)", async () => {
    const { person, code, codes } = await enrolled();
    const signIn = (given: { password: string; code: string }) =>
      checkFactors(db(), { email: person.email, ...given }, by);
    for (let tries = 0; tries < 5; tries += 1) {
      // A right password does not reset the count of wrong codes.
      expect(await signIn({ password, code: "000000" })).toBeNull();
      expect(await signIn({ password: "wrong", code: code() })).toBeNull();
    }
    expect(await signIn({ password, code: code() })).toBeNull();
    expect(await signIn({ password, code: codes[0] ?? "" })).toBeNull();
    vi.setSystemTime(Date.now() + 30 * 60_000);
    expect(await signIn({ password, code: code() })).toEqual({ person, way: "code" });
    expect(await signIn({ password, code: codes[0] ?? "" })).toEqual({ person, way: "recovery" });
  });

  test("is checked for at most ten of fifty parallel sign-ins, of which at most one succeeds", async () => {
    const { person, code } = await enrolled();
    const typed = code();
    const codesTried = [...Array.from({ length: 49 }, () => "000000"), typed];
    const found = await Promise.all(
      codesTried.map((each) =>
        checkFactors(db(), { email: person.email, password, code: each }, by),
      ),
    );
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(1);
    const [row] = await db()
      .select()
      .from(signInTries)
      .where(eq(signInTries.nameHash, secretHash(person.email)));
    // Eleven means "locked"; a right code among the first ten resets the count.
    expect(row?.tries ?? 0).toBeLessThanOrEqual(11);
    const refused = (await told(person)).filter(([event]) => event === "factor.refused");
    expect(refused.length).toBeLessThanOrEqual(10 * (1 + found.filter(Boolean).length));
  });

  test("is removed by a reset, with recovery codes and all sessions", async () => {
    const { person, check, code, codes } = await enrolled();
    const session = await startSession(db(), person.id, NOWHERE);
    expect(await resetFactor(db(), person, null)).toBe(true);
    expect(await resetFactor(db(), person, null)).toBe(false);
    expect(await hasFactor(db(), person.id)).toBe(false);
    expect(await check(code())).toBeNull();
    expect(await check(codes[0] ?? "")).toBeNull();
    expect(await resumeSessions(db(), [session], { active: true })).toEqual([null]);
    expect((await told(person)).map(([event]) => event)).toEqual([
      "factor.enrolled",
      "factor.reset",
      "factor.refused",
      "factor.refused",
    ]);
  });

  async function told({ email }: Person) {
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.resource, email))
      .orderBy(asc(audit.id));
    return rows
      .filter(({ event }) => event.startsWith("factor.") || event.startsWith("recovery."))
      .map(({ event, detail }) => [event, detail]);
  }
});

/** Begins an enrolment and reads the secret from the URI, as an app does. */
async function begun(db: Database, actor: Actor): Promise<string> {
  await prove(db, actor, { name: "app_set" });
  const { uri, qr } = await beginEnrolment(db, actor);
  const read = URI.parse(uri);
  expect(read).toMatchObject({ issuer: "Anyqta", label: actor.email, digits: 6 });
  expect(qr.path).toMatch(/^M/);
  return read.secret.base32;
}

function codeNow(secret: string, later = 0): string {
  return codeAt(secret, Math.floor((Date.now() + later) / STEP));
}
