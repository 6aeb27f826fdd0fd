import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Act } from "#lib/account/acts.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { inSession, prove } from "#testing/proofs.ts";
import { addPerson, blockPerson, personByEmail } from "../accounts.ts";
import { awaitCode, hasProof, moveProof, recordReauthentication, spendProof } from "./proofs.ts";
import { endSession } from "./sessions.ts";

const BLOCK: Act = { name: "person_block", on: "x@example.kz" };

async function administrator(db: Database) {
  const email = `${randomUUID()}@example.kz`;
  await addPerson(db, { email, role: "admin" });
  return personByEmail(db, email);
}

withDatabase("a proof", (db) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T08:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const spend = async ({ actor }: Awaited<ReturnType<typeof inSession>>, act: Act = BLOCK) => {
    try {
      await db().transaction((tx) => spendProof(tx, actor, act));
      return "done";
    } catch (error) {
      return error instanceof Error ? error.name : "?";
    }
  };

  test("is good once (A-09)", async () => {
    const session = await inSession(db(), await administrator(db()));
    expect(await spend(session)).toBe("NotProvenError");
    await prove(db(), session.actor, BLOCK);
    expect(await hasProof(db(), session.actor, BLOCK)).toBe(true);
    expect(await spend(session)).toBe("done");
    expect(await hasProof(db(), session.actor, BLOCK)).toBe(false);
    expect(await spend(session)).toBe("NotProvenError");
  });

  test("is spent by one of fifty parallel acts (A-09)", async () => {
    const session = await inSession(db(), await administrator(db()));
    await prove(db(), session.actor, BLOCK);
    const ends = await Promise.all(Array.from({ length: 50 }, () => spend(session)));
    expect(ends.filter((end) => end === "done")).toHaveLength(1);
  });

  test.each<[string, Act]>([
    ["another act", { ...BLOCK, name: "person_reset" }],
    ["another person", { ...BLOCK, on: "y@example.kz" }],
    ["another role", { name: "person_role", on: BLOCK.on, role: "admin" }],
  ])("is no proof for %s (A-09)", async (_what, act) => {
    const session = await inSession(db(), await administrator(db()));
    const given = act.role ? { ...act, role: "clerk" as const } : BLOCK;
    await prove(db(), session.actor, given);
    expect(await spend(session, act)).toBe("NotProvenError");
    expect(await spend(session, given)).toBe("done");
  });

  test("is no proof in another session of the person, nor after the session has ended (A-09)", async () => {
    const person = await administrator(db());
    const [one, other] = [await inSession(db(), person), await inSession(db(), person)];
    await prove(db(), one.actor, BLOCK);
    expect(await spend(other)).toBe("NotProvenError");
    await endSession(db(), one.sid);
    expect(await spend(one)).toBe("NotProvenError");
  });

  test("is good for five minutes (A-09)", async () => {
    const session = await inSession(db(), await administrator(db()));
    for (const [seconds, end] of [
      [299, "done"],
      [300, "NotProvenError"],
    ] as const) {
      await prove(db(), session.actor, BLOCK);
      vi.setSystemTime(Date.now() + seconds * 1_000);
      expect(await spend(session)).toBe(end);
    }
  });

  test("belongs to the session's new id, and ends with the next re-authentication", async () => {
    const session = await inSession(db(), await administrator(db()));
    const withId = (sid: string) => ({
      sid,
      actor: { ...session.actor, sessionHash: secretHash(sid) },
    });
    const { sessionHash } = session.actor;
    const next = withId(await recordReauthentication(db(), sessionHash, BLOCK));
    expect(await spend(session)).toBe("NotProvenError");
    expect(await hasProof(db(), next.actor, BLOCK)).toBe(true);
    const last = withId(await recordReauthentication(db(), next.actor.sessionHash));
    expect(await spend(last)).toBe("NotProvenError");
  });

  test("of a session that waits for a code goes to the one that replaces it", async () => {
    const person = await administrator(db());
    const [waiting, next] = [await inSession(db(), person), await inSession(db(), person)];
    await awaitCode(db(), waiting.actor.sessionHash, BLOCK);
    await moveProof(db(), { from: waiting.actor.sessionHash, to: next.actor.sessionHash });
    expect(await spend(next)).toBe("done");
  });

  test("is not spent by an act that fails", async () => {
    const person = await administrator(db());
    const session = await inSession(db(), person);
    const act: Act = { name: "person_block", on: "nobody@example.kz" };
    await prove(db(), session.actor, act);
    await expect(blockPerson(db(), act.on, session.actor)).rejects.toThrow("not among the staff");
    expect(await hasProof(db(), session.actor, act)).toBe(true);
  });
});
