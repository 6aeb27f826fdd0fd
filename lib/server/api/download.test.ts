import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { secretHash } from "#lib/server/crypto/random-secret.ts";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { csvStream } from "#lib/server/export/csv.ts";
import { addPerson, blockPerson, personByEmail } from "#lib/server/people/accounts.ts";
import { recordReauthentication } from "#lib/server/people/sessions/proofs.ts";
import { endSessionByHash, startSession } from "#lib/server/people/sessions/sessions.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { endless, source, tableOf } from "#testing/sample-table.ts";
import { download } from "./download.ts";

const origin = { ip: "127.0.0.1", userAgent: "test", requestId: "TESTTEST22" };
let serial = 0;

/** A supervisor with a session. */
async function supervisor(db: Database): Promise<Actor> {
  serial += 1;
  const email = `supervisor${serial}@example.kz`;
  await addPerson(db, { email, role: "supervisor" });
  const { id: personId } = await personByEmail(db, email);
  const id = await startSession(db, personId, { ...origin, mustEnrol: false });
  return {
    ...origin,
    personId,
    email,
    role: "supervisor",
    sessionHash: secretHash(id),
    revealed: new Set(),
    mustEnrol: false,
    startedAt: new Date(),
    provedAt: new Date(),
    notices: [],
  };
}

/** Begins a file without an end, a hundred rows at a time. */
async function begin(db: Database, actor: Actor) {
  const answer = await download(db, actor, async () => ({
    table: { ...tableOf([]), rows: source(endless()).rows },
    write: (table) => csvStream(table, { bom: false, separator: "," }),
    headers: { "content-type": "text/csv" },
  }));
  const reader = answer.body?.getReader();
  if (!reader) throw new Error("no body");
  return {
    cancel: () => reader.cancel(),
    async readRows(batches: number) {
      for (let batch = 0; batch < batches; batch += 1) await reader.read();
    },
  };
}

withDatabase("files", (db) => {
  test("a person gets one at a time, a process makes two, the others wait (A-80)", async () => {
    const [anna, boris, clara] = await Promise.all([
      supervisor(db()),
      supervisor(db()),
      supervisor(db()),
    ]);
    const first = await begin(db(), anna);
    const wait = { code: "too_many", retryAfter: 10 };
    await expect(begin(db(), anna)).rejects.toMatchObject(wait);
    const second = await begin(db(), boris);
    await expect(begin(db(), clara)).rejects.toMatchObject(wait);
    await first.cancel();
    const third = await begin(db(), clara);
    await Promise.all([second.cancel(), third.cancel()]);
    await (await begin(db(), anna)).cancel();
  });

  test("one that fails before its first byte is in nobody's way", async () => {
    const anna = await supervisor(db());
    const failing = download(db(), anna, async () => {
      throw new Error("no table");
    });
    await expect(failing).rejects.toThrow("no table");
    await (await begin(db(), anna)).cancel();
  });

  test.each<[string, (actor: Actor) => Promise<unknown>]>([
    ["signs out", (actor) => endSessionByHash(db(), actor.sessionHash)],
    ["is blocked", (actor) => blockPerson(db(), actor.email)],
    [
      "becomes a clerk",
      ({ personId }) => db().update(people).set({ role: "clerk" }).where(eq(people.id, personId)),
    ],
  ])("one ends within 500 rows when its person %s (A-83)", async (_name, act) => {
    const anna = await supervisor(db());
    const file = await begin(db(), anna);
    await file.readRows(6);
    await act(anna);
    await expect(file.readRows(6)).rejects.toMatchObject({ code: "signed_out" });
    const again = await supervisor(db());
    await (await begin(db(), again)).cancel();
  });

  test("one goes on when its person proves again who they are", async () => {
    const anna = await supervisor(db());
    const file = await begin(db(), anna);
    await recordReauthentication(db(), anna.sessionHash);
    await file.readRows(20);
    await file.cancel();
  });
});
