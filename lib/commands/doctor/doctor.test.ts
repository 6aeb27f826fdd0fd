import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { json, ScriptedBank, TERMINAL } from "#testing/bank/scripted-bank.ts";
import { ODD_SECRETS } from "#testing/odd-secrets.ts";

let bank: ScriptedBank;
let folder: string;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
  bank.onStatus(json({ resultCode: "102" }));
  folder = mkdtempSync(path.join(tmpdir(), "anyqta-doctor-"));
});
afterEach(async () => {
  await bank.close();
  rmSync(folder, { recursive: true });
});

/** Runs `npm run doctor` in a folder with this `.env`, and gives all that it prints. */
function doctor(lines: string[], given: Record<string, string> = {}): Promise<string> {
  const common = [
    "EPAY_ENVIRONMENT=practice",
    `EPAY_TOKEN_URL=${bank.origin}/oauth2/token`,
    `EPAY_API_URL=${bank.origin}/api`,
    `EPAY_TERMINALS=main=${TERMINAL}`,
    "NEXTAUTH_URL=http://localhost:3000",
    `NEXTAUTH_SECRET=${"k".repeat(32)}`,
  ];
  writeFileSync(path.join(folder, ".env"), [...common, ...lines].join("\n"));
  const words = ["--conditions=react-server", path.resolve("lib/commands/doctor.ts")];
  return new Promise((resolve) => {
    const env = { NODE_ENV: "production", ...given } as const;
    execFile(process.execPath, words, { cwd: folder, env }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

/** A field of the last token request. */
function fieldThatCame(name: string): string | undefined {
  const body = bank.tokenCalls.at(-1)?.body ?? "";
  return new RegExp(`name="${name}"\r\n\r\n(.*?)\r\n--`, "s").exec(body)?.[1];
}

/** Settings that go to the bank as they are, by the name of their field. */
const SENT = {
  client_secret: "EPAY_CLIENT_SECRET",
  client_id: "EPAY_CLIENT_ID",
  scope: "EPAY_SCOPE",
};

test("the bank gets every odd secret of .env as it is, and no output repeats it (P-25)", async () => {
  const fields = Object.entries(SENT);
  for (let at = 0; at < ODD_SECRETS.length; at += fields.length) {
    const sent = fields.flatMap(([field, setting], next) => {
      const odd = ODD_SECRETS[at + next];
      return odd ? [{ field, secret: odd.secret, line: `${setting}=${odd.line}` }] : [];
    });
    const said = await doctor(["EPAY_CLIENT_ID=shop", ...sent.map(({ line }) => line)]);
    for (const { field, secret } of sent) {
      expect(fieldThatCame(field), said).toBe(secret);
      expect(said).not.toContain(secret);
    }
  }
});

test("it doubts an unquoted # and quotes of the environment", async () => {
  const hash = await doctor(["EPAY_CLIENT_ID=shop", "EPAY_CLIENT_SECRET=one#two"]);
  expect(hash).toMatch(/^warn {2}settings: EPAY_CLIENT_SECRET: holds a # outside of quotes/m);
  const quoted = await doctor(["EPAY_CLIENT_ID=shop"], { EPAY_CLIENT_SECRET: "'one'" });
  expect(quoted).toMatch(/^warn {2}settings: EPAY_CLIENT_SECRET: .*docker --env-file/m);
  expect(fieldThatCame("client_secret")).toBe("'one'");
});

test("it says why the database cannot be opened, and what to do", async () => {
  const url = "postgres://a:b@127.0.0.1:9/c";
  const said = await doctor(["EPAY_CLIENT_ID=x", "EPAY_CLIENT_SECRET=x", `DATABASE_URL=${url}`]);
  expect(said).toMatch(/^FAIL {2}database \(PostgreSQL\): DATABASE_URL: nothing listens at/m);
});
