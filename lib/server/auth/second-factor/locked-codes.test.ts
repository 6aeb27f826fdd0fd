import { URI } from "otpauth";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addPerson, personByEmail, resetPerson } from "#lib/server/people/accounts.ts";
import { setUp } from "#lib/server/people/password/change.ts";
import { resumeSessions } from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { password, visitor } from "#testing/passkeys.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { entries } from "#testing/shares.ts";
import { checkFactors } from "../check-password.ts";
import { beginEnrolment, checkSecondFactor, confirmEnrolment } from "./second-factor.ts";
import { codeAt } from "./totp.ts";

/** Wrong codes after a right password or single sign-on. */

const MINUTE = 60_000;

withDatabase("codes", (db) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  let serial = 0;
  /** A clerk with an app. */
  async function clerk() {
    serial += 1;
    const email = `locked${serial}@example.kz`;
    const token = await addPerson(db(), { email, role: "clerk" });
    await setUp(db(), { token, password, repeat: password, origin: visitor });
    const person = await personByEmail(db(), email);
    const { actor, sid } = await inSession(db(), person);
    await prove(db(), actor, { name: "app_set" });
    const { secret } = URI.parse((await beginEnrolment(db(), actor)).uri);
    const codeNow = () => codeAt(secret.base32, Math.floor(Date.now() / 30_000));
    await confirmEnrolment(db(), actor, codeNow());
    vi.setSystemTime(Date.now() + 30_000);
    const check = (code: string) => checkSecondFactor(db(), person, { code, by: visitor });
    const fail = async (times: number) => {
      for (let tries = 0; tries < times; tries += 1) expect(await check("000000")).toBeNull();
    };
    /** Whether a right code is accepted so many minutes from now. */
    const isRightAfter = async (minutes: number) => {
      vi.setSystemTime(Date.now() + minutes * MINUTE);
      return (await check(codeNow())) !== null;
    };
    return { person, sid, check, codeNow, fail, isRightAfter };
  }

  test("are locked for twice as long each time, up to a day (P-17)", async () => {
    const { fail, isRightAfter } = await clerk();
    for (const minutes of [30, 60, 120, 240, 480, 960, 1_440, 1_440]) {
      await fail(10);
      expect([minutes, await isRightAfter(minutes - 1)]).toEqual([minutes, false]);
      // A right code does not make the next lock shorter: the password is known all the same.
      expect([minutes, await isRightAfter(1)]).toEqual([minutes, true]);
      vi.setSystemTime(Date.now() + MINUTE);
    }
  });

  test("start over with a new password (P-17)", async () => {
    const { person, fail, isRightAfter } = await clerk();
    for (const minutes of [30, 60]) {
      await fail(10);
      expect(await isRightAfter(minutes)).toBe(true);
      vi.setSystemTime(Date.now() + MINUTE);
    }
    await fail(10);
    await resetPerson(db(), person.email);
    expect(await isRightAfter(0)).toBe(true);
    vi.setSystemTime(Date.now() + MINUTE);
    await fail(10);
    expect(await isRightAfter(30)).toBe(true);
  });

  test("nine wrong ones lock nothing, and a right one ends the count", async () => {
    const { fail, isRightAfter } = await clerk();
    for (let round = 0; round < 3; round += 1) {
      await fail(9);
      expect(await isRightAfter(1)).toBe(true);
      vi.setSystemTime(Date.now() + MINUTE);
    }
  });

  test("of fifty at once ten are judged at most, and the lock is told once (P-17, A-18)", async () => {
    const { person, sid, check, codeNow, isRightAfter } = await clerk();
    await Promise.all(Array.from({ length: 50 }, () => check("000000")));
    expect(await check(codeNow())).toBeNull();
    const rows = (await entries(db(), "factor.locked")).filter(
      ({ resource }) => resource === person.email,
    );
    expect(rows).toHaveLength(1);
    const [session] = await resumeSessions(db(), [sid], { active: true });
    expect(session?.notices.map(({ what }) => what)).toContain("codes_locked");
    expect(await isRightAfter(30)).toBe(true);
  });

  test("of a name that strangers locked are judged after single sign-on", async () => {
    const { person, isRightAfter } = await clerk();
    const given = { email: person.email, password: "wrong", code: "" };
    for (let tries = 0; tries < 11; tries += 1) await checkFactors(db(), given, visitor);
    expect(await isRightAfter(0)).toBe(true);
  });
});
