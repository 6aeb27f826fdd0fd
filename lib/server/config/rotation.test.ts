import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { INVOICE, json, ScriptedBank, TERMINAL, token } from "#testing/bank/scripted-bank.ts";
import { secretSetting } from "./secret-file.ts";

let bank: ScriptedBank;
let folder: string;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
  folder = mkdtempSync(path.join(tmpdir(), "anyqta-secret-"));
});
afterEach(async () => {
  await bank.close();
  rmSync(folder, { recursive: true });
});

/** Replaces a file atomically by renaming another one, as orchestrators do. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

test("P-25 a secret can be replaced under load without a failed request", async () => {
  const file = path.join(folder, "secret");
  replace(file, "first");
  let accepted = "first";
  bank.onToken((response, received) => {
    const [, given = ""] = /name="client_secret"\r\n\r\n(\S+)/.exec(received.body) ?? [];
    const reply = given === accepted ? token({ access_token: given }) : json({}, { status: 401 });
    return reply(response, received);
  });
  bank.onStatus((response, received) => {
    const isGood = received.headers.authorization === `Bearer ${accepted}`;
    return json({ resultCode: "102" }, { status: isGood ? 200 : 401 })(response, received);
  });
  const clientSecret = secretSetting("first", file);
  const client = bank.client({ clientSecret });
  const kinds: string[] = [];
  const askOn = async () => {
    while (kinds.length < 200) {
      kinds.push((await client.status({ invoiceId: INVOICE, terminalId: TERMINAL })).kind);
      if (kinds.length === 100) {
        replace(file, "second");
        accepted = "second";
      }
    }
  };
  await Promise.all(Array.from({ length: 20 }, askOn));
  expect(new Set(kinds)).toEqual(new Set(["not_found"]));
  expect(bank.tokenCalls).toHaveLength(2);
});
