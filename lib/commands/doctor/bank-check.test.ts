import { execFile } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createServer } from "node:tls";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { LastCall } from "#lib/server/bank-check/check.ts";
import { readSettings } from "#lib/server/config/settings.ts";
import {
  body,
  json,
  type Reply,
  ScriptedBank,
  SECRET,
  TERMINAL,
  token,
} from "#testing/bank/scripted-bank.ts";
import { selfSigned } from "#testing/bank/self-signed.ts";
import { bankAdvice } from "./bank-advice.ts";
import { checkBank, checkClock, checkProxy } from "./bank-check.ts";

let bank: ScriptedBank;
beforeEach(async () => {
  bank = await new ScriptedBank().open();
  bank.onStatus(json({ resultCode: "102" }));
});
afterEach(() => bank.close());

const settingsOf = (given: Record<string, string>) => ({
  ...{ EPAY_ENVIRONMENT: "practice", EPAY_CLIENT_ID: "test", EPAY_CLIENT_SECRET: SECRET },
  ...{ EPAY_TERMINALS: `main=${TERMINAL}`, EPAY_API_URL: bank.origin },
  ...{ EPAY_TOKEN_URL: `${bank.origin}/oauth2/token`, NEXTAUTH_URL: "http://localhost:3000" },
  ...{ NEXTAUTH_SECRET: "k".repeat(32), DATA_DIR: "/nonexistent", ...given },
});

/** The doctor's lines about the way to the bank. */
async function doctor(given: Record<string, string> = {}): Promise<string> {
  const lines: string[] = [];
  const report = {
    well: (what: string, detail: string) => void lines.push(`ok ${what}: ${detail}`),
    warn: (what: string, advice: string) => void lines.push(`warn ${what}: ${advice}`),
    wrong: (what: string, advice: string) => void lines.push(`FAIL ${what}: ${advice}`),
  };
  const settings = readSettings(settingsOf(given));
  checkProxy(settings, report);
  await checkClock(settings, report);
  await checkBank(settings, undefined, report);
  expect(lines.join()).not.toContain(SECRET);
  return lines.join("\n");
}

const page = body("<h1>Access denied</h1>", {
  ...{ status: 403, headers: { "content-type": "text/html" } },
});
const text = { headers: { "content-type": "text/plain" } };

describe("each fault is told with the address that was asked", () => {
  test.each<[string, { token?: Reply; status?: Reply }, RegExp]>([
    [
      "a page of a firewall at the token service",
      { token: page },
      /EPAY_TOKEN_URL was blocked.*403/,
    ],
    ["a page of a firewall at the status service", { status: page }, /EPAY_API_URL was blocked/],
    [
      "no JSON at the token service",
      { token: body("hi", text) },
      /check EPAY_TOKEN_URL.*text\/plain/,
    ],
    [
      "the bank's own error",
      { status: json({ code: 1373, message: "no\u001b[31m" }, { status: 404 }) },
      /said: 1373 no \[31m,/,
    ],
    ["a wrong address", { status: json({}, { status: 404 }) }, /check EPAY_API_URL and EPAY_ENV/],
    [
      "a renamed answer",
      { status: json({ resultCode: "102" }, text) },
      /warn bank.*"text\/plain" instead/,
    ],
  ])("%s", async (_name, replies, expected) => {
    bank.onToken(replies.token ?? token());
    bank.onStatus(replies.status ?? json({ resultCode: "102" }));
    expect(await doctor()).toMatch(expected);
  });

  test("a certificate that is not trusted", async () => {
    const impostor = createServer(selfSigned()).listen(0, "127.0.0.1");
    await once(impostor, "listening");
    onTestFinished(() => void impostor.close());
    const { port } = z.object({ port: z.number() }).parse(impostor.address());
    const lines = await doctor({ EPAY_API_URL: `https://127.0.0.1:${port}` });
    expect(lines).toMatch(/FAIL.*clock.*NODE_EXTRA_CA_CERTS.*DEPTH_ZERO_SELF_SIGNED_CERT/);
    expect(lines).toMatch(/warn clock: not compared.*DEPTH_ZERO/);
  });

  test("a proxy, without its password", async () => {
    const lines = await doctor({ HTTPS_PROXY: `http://shop:${SECRET}@127.0.0.1:3128` });
    expect(lines).toContain(
      "ok proxy: HTTPS_PROXY (127.0.0.1:3128) is not used for a bank on this",
    );
  });
});

test("an address that the start refuses ends the doctor with a line, not with a stack", async () => {
  const words = ["--conditions=react-server", path.resolve("lib/commands/doctor.ts")];
  const env: NodeJS.ProcessEnv = {
    ...settingsOf({ EPAY_API_URL: `${bank.origin}?x=1` }),
    NODE_ENV: "production",
  };
  const run = promisify(execFile)(process.execPath, words, { cwd: import.meta.dirname, env });
  const { stdout, stderr } = await run.catch(
    (failed: { stdout: string; stderr: string }) => failed,
  );
  expect(stdout).toMatch(/^FAIL {2}settings: EPAY_API_URL: must be a full address/m);
  expect(stderr).toBe("");
});

test("the setting is that of the last call", () => {
  const nothing = { httpStatus: null, contentType: null, serverClock: null };
  const call = { ...nothing, errorCode: "ENOTFOUND", durationMs: 1 };
  const advice = (last: LastCall) => bankAdvice({ fault: "network", said: null }, last, 1);
  expect(advice({ type: "call", fault: "network", ...call, endpoint: "token" })).toContain(
    "EPAY_TOKEN_URL (network, ENOTFOUND",
  );
  expect(advice({ type: "call", fault: "network", ...call, endpoint: "payment" })).toContain(
    "EPAY_API_URL (network, ENOTFOUND",
  );
});
