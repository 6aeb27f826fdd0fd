import { afterAll, beforeAll, expect, test } from "vitest";
import { readSettings, settings } from "#lib/server/config/settings.ts";
import type { Database } from "#lib/server/db/client.ts";
import { addPerson, personByEmail } from "#lib/server/people/accounts.ts";
import { json, ScriptedBank, SECRET, TERMINAL, token } from "#testing/bank/scripted-bank.ts";
import { useEmptyDatabase } from "#testing/databases/test-database.ts";
import { inSession } from "#testing/proofs.ts";
import { lastTests, testTerminal } from "./terminal-test.ts";

let db: Database;
let bank: ScriptedBank;
beforeAll(async () => {
  db = (await useEmptyDatabase()).db;
  bank = await new ScriptedBank().open();
  const given = {
    ...{ EPAY_TOKEN_URL: `${bank.origin}/oauth2/token`, EPAY_API_URL: bank.origin },
    ...{ EPAY_CLIENT_SECRET: SECRET, EPAY_TERMINALS: `main=${TERMINAL},kiosk=other` },
  };
  Object.assign(settings(), readSettings({ ...process.env, ...given }));
});
afterAll(() => bank.close());

test("a test asks the bank anew, and its result is the last row of the log", async () => {
  await addPerson(db, { email: "admin@example.kz", role: "admin" });
  const { actor } = await inSession(db, await personByEmail(db, "admin@example.kz"));
  bank.onToken(token());
  bank.onStatus(json({ resultCode: "102" }));
  await testTerminal(db, "main", actor);
  const well = (await lastTests(db)).get("main");
  expect(well).toMatchObject({ fault: null, httpStatus: 200 });
  // A Date header has whole seconds.
  expect(well?.clockApart).toBeLessThanOrEqual(1);
  const asked = bank.tokenCalls.length;

  bank.onStatus(json({ code: 1373, message: "no" }, { status: 404 }));
  await testTerminal(db, "main", actor);
  expect(bank.tokenCalls.length).toBeGreaterThan(asked);
  const tests = await lastTests(db);
  expect(tests.get("main")?.fault).not.toBeNull();
  expect(tests.get("main")?.httpStatus).toBe(404);
  expect(tests.has("kiosk")).toBe(false);
  await expect(testTerminal(db, "unknown", actor)).rejects.toThrow("unknown_terminal");
});
