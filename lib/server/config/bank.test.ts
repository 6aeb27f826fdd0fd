import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { INVOICE, json, ScriptedBank, TERMINAL, token } from "#testing/bank/scripted-bank.ts";
import { namesIn, read, refused } from "#testing/settings.ts";
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

describe("terminals", () => {
  test.each([
    ["shop=1", [{ alias: "shop", id: "1" }]],
    [
      " shop=67e34d63-102f-4bd1-898e-370781d0074d ,\n web-2=abc , ",
      [
        { alias: "shop", id: "67e34d63-102f-4bd1-898e-370781d0074d" },
        { alias: "web-2", id: "abc" },
      ],
    ],
  ])("%s keep their order", (text, terminals) => {
    expect(read({ EPAY_TERMINALS: text }).epay.terminals).toEqual(terminals);
  });

  test.each([
    ...["canary", "canary=", "=canary", "Canary=1", "canary shop=1", "canary=1=2", "canary=1 2"],
    ...["canary=1;web=2", "canary=1,,web=2", "canary=1,web", "canary=1,web=2,canary=3", ",", " "],
    `${"canary".repeat(6)}=1`,
  ])("%s is refused", (text) => {
    expect(namesIn(refused({ EPAY_TERMINALS: text }))).toEqual(["EPAY_TERMINALS"]);
  });
});
