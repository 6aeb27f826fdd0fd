import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "#lib/server/db/client.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { inSession } from "#testing/proofs.ts";
import { addPerson, personByEmail, resetPerson } from "./accounts.ts";
import { dismissNotices, tell } from "./notices.ts";
import { endSession, noteOtherBrowser, resumeSessions } from "./sessions/sessions.ts";

async function clerk(db: Database) {
  const email = `${randomUUID()}@example.kz`;
  await addPerson(db, { email, role: "clerk" });
  return personByEmail(db, email);
}

withDatabase("a person", (db) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const told = async (sid: string) => {
    const [session] = await resumeSessions(db(), [sid], { active: true });
    return session?.notices.map(({ what }) => what);
  };

  test("is told of a reset at the next sign-in, until they dismiss it (A-18)", async () => {
    const person = await clerk(db());
    await resetPerson(db(), person.email);
    vi.setSystemTime(Date.now() + 1);
    const { actor, sid } = await inSession(db(), person);
    expect(await told(sid)).toEqual(["account_reset"]);
    await dismissNotices(db(), actor);
    expect(await told(sid)).toEqual([]);
  });

  test("is told once of what is repeated, beside the rest (A-18)", async () => {
    const person = await clerk(db());
    for (const _ of [1, 2, 3]) await tell(db(), person.id, "codes_locked");
    await db().transaction((tx) => tell(tx, person.id, "password_changed"));
    for (let times = 0; times < 40; times += 1) await tell(db(), person.id, "other_browser");
    const { sid } = await inSession(db(), person);
    expect(await told(sid)).toEqual(["codes_locked", "password_changed", "other_browser"]);
  });

  test("keeps the newest thirty notices", async () => {
    const person = await clerk(db());
    for (let times = 0; times < 40; times += 1) await tell(db(), person.id, "passkey_added");
    const { sid } = await inSession(db(), person);
    expect(await told(sid)).toHaveLength(30);
  });

  test("is told of each other kind of browser with the session's cookie once (A-19)", async () => {
    const { sid, actor } = await inSession(db(), await clerk(db()));
    const note = (browser: string) => noteOtherBrowser(db(), sid, browser);
    expect(await note("Chrome, Windows")).toMatchObject({ personId: actor.personId });
    expect(await note("")).toMatchObject({ email: actor.email });
    for (const again of ["Chrome, Windows", "", "Chrome, Windows"]) {
      expect(await note(again)).toBeNull();
    }
    await endSession(db(), sid);
    expect(await note("Safari, iOS")).toBeNull();
  });
});
