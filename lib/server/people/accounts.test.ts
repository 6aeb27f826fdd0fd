import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { writeCountedRefusals } from "#lib/server/auth/attempts/refusals.ts";
import { checkFactors, checkPassword } from "#lib/server/auth/check-password.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { audit } from "#lib/server/db/schema/audit.ts";
import { people, sessions } from "#lib/server/db/schema/people.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { addPerson, blockPerson, resetPerson, StaffError, unblockPerson } from "./accounts.ts";
import { setUp, setUpEmail } from "./password/change.ts";
import { recordReauthentication } from "./sessions/proofs.ts";
import {
  endSession,
  recordEnrolment,
  resumeSessions,
  sessionTime,
  startSession,
} from "./sessions/sessions.ts";

const origin = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
const password = "a long sentence only I know";
const MINUTE = 60_000;

/** Adds a clerk with a password and an e-mail address that no other test uses. */
let serial = 0;
async function clerk(db: Database) {
  serial += 1;
  const email = `clerk${serial}@example.kz`;
  const token = await addPerson(db, { email, role: "clerk" });
  await setUp(db, { token, password, repeat: password, origin });
  return { email, password, origin };
}

async function resume(db: Database, id: string, how: { active: boolean }) {
  const [session] = await resumeSessions(db, [id], how);
  return session ?? null;
}

const NOWHERE = { ip: null, userAgent: null, mustEnrol: false };

withDatabase("staff", (db) => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
    await writeCountedRefusals(db());
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("a set-up link works once and sets the person's password (P-18)", async () => {
    const token = await addPerson(db(), { email: "new@example.kz", role: "supervisor" });
    expect(await setUpEmail(db(), token)).toBe("new@example.kz");
    const chosen = { token, password, repeat: password, origin };
    expect(await setUp(db(), chosen)).toBe("done");
    expect(await setUpEmail(db(), token)).toBeNull();
    expect(await setUp(db(), chosen)).toBe("dead");
    const person = await checkPassword(db(), { email: "NEW@example.kz", password, origin });
    expect(person).toMatchObject({ email: "new@example.kz", role: "supervisor" });
  });

  test("a set-up link expires after 24 hours, and its token is not in the database (P-10, P-18)", async () => {
    const token = await addPerson(db(), { email: "late@example.kz", role: "clerk" });
    const [row] = await db().select().from(people).where(eq(people.email, "late@example.kz"));
    expect(JSON.stringify(row)).not.toContain(token);
    vi.setSystemTime(Date.now() + 24 * 60 * MINUTE);
    expect(await setUp(db(), { token, password, repeat: password, origin })).toBe("dead");
  });

  test("a session's activity is stored at most every five seconds, so most requests write nothing", async () => {
    const { email } = await clerk(db());
    const [person] = await db().select().from(people).where(eq(people.email, email));
    const id = await startSession(db(), person?.id ?? "", NOWHERE);
    const stored = async () => {
      expect(await resume(db(), id, { active: true })).not.toBeNull();
      const [row] = await db()
        .select({ at: sessions.lastActiveAt })
        .from(sessions)
        .where(eq(sessions.personId, person?.id ?? ""));
      return row?.at.getTime();
    };
    const start = Date.now();
    vi.setSystemTime(start + 5_000);
    expect(await stored()).toBe(start);
    vi.setSystemTime(start + 5_001);
    expect(await stored()).toBe(start + 5_001);
  });

  test("an e-mail address belongs to one person only", async () => {
    const { email } = await clerk(db());
    await expect(addPerson(db(), { email, role: "admin" })).rejects.toThrow(StaffError);
  });

  test("ten failed attempts lock the name for 30 minutes, also for the right password (P-17)", async () => {
    const known = await clerk(db());
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await checkPassword(db(), { ...known, password: "wrong" })).toBeNull();
    }
    expect(await checkPassword(db(), known)).toBeNull();
    vi.setSystemTime(Date.now() + 30 * MINUTE - 1);
    expect(await checkPassword(db(), known)).toBeNull();
    vi.setSystemTime(Date.now() + 1);
    expect(await checkPassword(db(), known)).toMatchObject({ email: known.email });
  });

  test("nine failed attempts do not lock, and a success resets the count", async () => {
    const known = await clerk(db());
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 9; tries += 1) {
        await checkPassword(db(), { ...known, password: "wrong" });
      }
      expect(await checkFactors(db(), { ...known, code: "" }, origin)).not.toBeNull();
    }
  });

  test("of a hundred parallel attempts at most ten are checked (P-17)", async () => {
    const known = await clerk(db());
    const wrong = Array.from({ length: 60 }, () =>
      checkPassword(db(), { ...known, password: "wrong" }),
    );
    const right = Array.from({ length: 40 }, () => checkPassword(db(), known));
    await Promise.all(wrong);
    expect(await Promise.all(right)).toEqual(Array.from({ length: 40 }, () => null));
  });

  test("an unknown name is refused and recorded like a wrong password (P-17, A-10)", async () => {
    for (let tries = 0; tries < 11; tries += 1) {
      const given = { email: "nobody@example.kz", password, origin };
      expect(await checkPassword(db(), given)).toBeNull();
    }
    await writeCountedRefusals(db());
    const rows = await db()
      .select()
      .from(audit)
      .where(eq(audit.event, "session.refused"))
      .orderBy(audit.id);
    expect(rows.at(-1)).toMatchObject({ success: false, resource: null, detail: { tries: 11 } });
  });

  test("a block takes effect at the next request, and an unblocked person can sign in again", async () => {
    const known = await clerk(db());
    const person = await checkPassword(db(), known);
    const id = await startSession(db(), person?.id ?? "", NOWHERE);
    expect(await resume(db(), id, { active: true })).not.toBeNull();
    await blockPerson(db(), known.email);
    expect(await resume(db(), id, { active: true })).toBeNull();
    expect(await checkPassword(db(), known)).toBeNull();
    await unblockPerson(db(), known.email);
    expect(await checkPassword(db(), known)).not.toBeNull();
  });

  test("a reset removes the password, and the audit log also records it from the command line (P-31)", async () => {
    const known = await clerk(db());
    await resetPerson(db(), known.email);
    expect(await checkPassword(db(), known)).toBeNull();
    const rows = await db().select().from(audit).where(eq(audit.resource, known.email));
    expect(rows.find(({ event }) => event === "person.reset")).toMatchObject({
      success: true,
      actor: null,
    });
  });

  describe("sessions", () => {
    async function signedIn() {
      const person = await checkPassword(db(), await clerk(db()));
      return startSession(db(), person?.id ?? "", NOWHERE);
    }

    test("re-authentication does not replace the enrolment of a second factor", async () => {
      const person = await checkPassword(db(), await clerk(db()));
      const id = await startSession(db(), person?.id ?? "", { ...NOWHERE, mustEnrol: true });
      const proved = await recordReauthentication(db(), secretHash(id));
      expect(await resume(db(), id, { active: true })).toBeNull();
      expect(await resume(db(), proved, { active: true })).toMatchObject({ mustEnrol: true });
      await recordEnrolment(db(), secretHash(proved));
      expect(await resume(db(), proved, { active: true })).toMatchObject({ mustEnrol: false });
    });

    test("a session ends after 15 minutes without activity, not before (P-14, A-02)", async () => {
      const id = await signedIn();
      vi.setSystemTime(Date.now() + 15 * MINUTE - 1);
      expect(await resume(db(), id, { active: true })).not.toBeNull();
      vi.setSystemTime(Date.now() + 15 * MINUTE);
      expect(await resume(db(), id, { active: true })).toBeNull();
    });

    test("requests by a timer do not keep a session alive (P-14)", async () => {
      const id = await signedIn();
      for (let minute = 0; minute < 14; minute += 1) {
        vi.setSystemTime(Date.now() + MINUTE);
        expect(await resume(db(), id, { active: false })).not.toBeNull();
      }
      vi.setSystemTime(Date.now() + MINUTE);
      expect(await resume(db(), id, { active: true })).toBeNull();
    });

    test("a session ends after eight hours in spite of activity (A-02)", async () => {
      const id = await signedIn();
      for (let quarter = 0; quarter < 8 * 6 - 1; quarter += 1) {
        vi.setSystemTime(Date.now() + 10 * MINUTE);
        expect(await resume(db(), id, { active: true })).not.toBeNull();
      }
      vi.setSystemTime(Date.now() + 10 * MINUTE);
      expect(await resume(db(), id, { active: true })).toBeNull();
    });

    test("it tells how long it lives, and whether a request makes it longer", async () => {
      const id = await signedIn();
      const timeOf = () => sessionTime(db(), secretHash(id));
      vi.setSystemTime(Date.now() + 13 * MINUTE);
      await resume(db(), id, { active: false });
      expect(await timeOf()).toEqual({ secondsLeft: 120, canStay: true });
      await resume(db(), id, { active: true });
      expect(await timeOf()).toEqual({ secondsLeft: 900, canStay: true });
      for (let round = 0; round < 46; round += 1) {
        vi.setSystemTime(Date.now() + 10 * MINUTE);
        await resume(db(), id, { active: true });
      }
      expect(await timeOf()).toEqual({ secondsLeft: 7 * 60, canStay: false });
    });

    test("an ended session is refused at once, and its row does not contain its id (A-01, A-03)", async () => {
      const id = await signedIn();
      expect(await endSession(db(), id)).not.toBeNull();
      expect(await endSession(db(), id)).toBeNull();
      expect(await resume(db(), id, { active: true })).toBeNull();
      expect(JSON.stringify(await db().select().from(sessions))).not.toContain(id);
    });

    test("a change of role takes effect at the next request (A-08)", async () => {
      const id = await signedIn();
      const before = await resume(db(), id, { active: true });
      await db()
        .update(people)
        .set({ role: "admin" })
        .where(eq(people.id, before?.person.id ?? ""));
      expect((await resume(db(), id, { active: true }))?.person.role).toBe("admin");
    });
  });
});
