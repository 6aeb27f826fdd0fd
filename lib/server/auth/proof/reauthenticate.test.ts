import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Act } from "#lib/account/acts.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import { hasProof } from "#lib/server/people/sessions/proofs.ts";
import { resumeSessions } from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { newChallenge, party, passkeyWorld, password, proof, visitor } from "#testing/passkeys.ts";
import { entries } from "#testing/shares.ts";
import { checkPassword } from "../check-password.ts";
import { readAct, sealAct } from "./act-request.ts";
import { type Given, reauthenticate } from "./reauthenticate.ts";

const ACT: Act = { name: "person_role", on: "x@example.kz", role: "admin" };
const NOTHING: Given = { password: "", code: "", passkey: null };

withDatabase("a re-authentication", (db) => {
  const { someone, signedIn, withPasskey } = passkeyWorld(db);
  type Session = Pick<Awaited<ReturnType<typeof someone>>, "actor" | "sid">;

  const prove = ({ actor }: Session, given: Partial<Given>) =>
    reauthenticate(db(), actor, { given: { ...NOTHING, ...given }, act: ACT });
  const isLiving = async ({ sid }: Session) =>
    (await resumeSessions(db(), [sid], { active: true }))[0] !== null;

  test("gives a proof for its act, to a session with a new id (A-09, P-16)", async () => {
    const session = await someone();
    const sid = (await prove(session, { password })) ?? "";
    expect(await isLiving(session)).toBe(false);
    const actor = { ...session.actor, sessionHash: secretHash(sid) };
    expect(await isLiving({ sid, actor })).toBe(true);
    expect(await hasProof(db(), actor, ACT)).toBe(true);
    expect((await entries(db(), "session.proved")).at(-1)?.detail).toMatchObject({
      act: "person_role",
      on: ACT.on,
    });
  });

  test("needs all that a sign-in needs: a code, or of administrators passkey and password (P-23)", async () => {
    const clerk = await withPasskey("clerk");
    expect(await prove(clerk, { password })).toBeNull();
    expect(await prove(clerk, { password, code: clerk.codes?.[0] ?? "" })).not.toBeNull();
    const admin = await withPasskey("admin");
    const passkey = () => {
      const { challenge, sealed } = newChallenge(proof(admin.actor));
      return { answer: admin.device.get(challenge), sealed, party };
    };
    expect(await prove(admin, { passkey: passkey() })).toBeNull();
    expect(await prove(admin, { passkey: passkey(), password })).not.toBeNull();
  });

  test("works while strangers lock the name, and counts for the session only", async () => {
    const session = await someone();
    const { email } = session.person;
    for (let tries = 0; tries < 11; tries += 1) {
      await checkPassword(db(), { email, password: "wrong", origin: visitor });
    }
    expect(await prove(session, { password: "wrong" })).toBeNull();
    expect(await prove(session, { password })).not.toBeNull();
  });

  test("that fails five times in a row ends its session only, and the person is told", async () => {
    const session = await someone();
    const other = await signedIn(session.person);
    const wrong = () => prove(session, { password: "wrong" });
    await Promise.all([wrong(), wrong(), wrong(), wrong()]);
    expect(await isLiving(session)).toBe(true);
    await wrong();
    expect(await isLiving(session)).toBe(false);
    expect(await prove(session, { password })).toBeNull();
    const [kept] = await resumeSessions(db(), [other.sid], { active: true });
    expect(kept?.notices.at(-1)?.what).toBe("proofs_refused");
    const refused = (await entries(db(), "session.not_proved")).filter(
      ({ actorId }) => actorId === session.person.id,
    );
    expect(refused.map(({ detail }) => detail.tries)).toEqual(
      expect.arrayContaining([1, 2, 3, 4, 5, null]),
    );
  });
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("the address of the question names nobody, and is its person's for 30 minutes", () => {
  const [one, other] = [{ personId: "one" }, { personId: "other" }];
  const sealed = sealAct(ACT, one);
  expect(sealed).not.toContain("example");
  expect(readAct(sealed, one)).toEqual(ACT);
  expect(readAct(sealed, other)).toBeNull();
  expect(readAct(`${sealed.slice(0, -2)}AA`, one)).toBeNull();
  vi.setSystemTime(Date.now() + 30 * 60_000);
  expect(readAct(sealed, one)).toBeNull();
});
