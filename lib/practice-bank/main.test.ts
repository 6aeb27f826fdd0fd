import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { PRACTICE_CLIENT_ID, PRACTICE_CLIENT_SECRET } from "./token/credentials.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const printedSchema = z.object({ tokenUrl: z.url(), apiUrl: z.url() });
const issuedSchema = z.object({ access_token: z.string() });

interface Run {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  readonly output: () => string;
  readonly firstLine: Promise<string>;
  readonly exitCode: Promise<unknown>;
}

function run(environment: Record<string, string>): Run {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  const firstLine = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (bytes) => {
        text += String(bytes);
        if (text.includes("\n")) resolve(text.split("\n")[0] ?? "");
      });
    }
  });
  const exitCode = once(child, "close").then(([code]) => code);
  return { child, output: () => text, firstLine, exitCode };
}

async function addresses({ firstLine }: Run) {
  return printedSchema.parse(JSON.parse(await firstLine));
}

function form(secret: string): URLSearchParams {
  return new URLSearchParams({
    grant_type: "client_credentials",
    client_id: PRACTICE_CLIENT_ID,
    client_secret: secret,
    terminal: "67e34d63-102f-4bd1-898e-370781d0074d",
  });
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "runs until %s and prints its addresses only",
  async (signal) => {
    const bank = run({ PRACTICE_BANK_LATENCY_MS: "0" });
    const { tokenUrl, apiUrl } = await addresses(bank);
    const post = { method: "POST", body: form(PRACTICE_CLIENT_SECRET) };
    const issued = issuedSchema.parse(await (await fetch(tokenUrl, post)).json());
    const headers = { authorization: `Bearer ${issued.access_token}` };
    for (const invoice of ["10000101", "10000506", "777777"]) {
      const url = `${apiUrl}/check-status/payment/transaction/${invoice}`;
      expect((await fetch(url, { headers })).status).toBe(200);
    }
    // One request is still open when the signal comes.
    const open = fetch(`${apiUrl}/check-status/payment/transaction/10000901`, { headers });
    const cut = open.then(
      () => "answered",
      () => "cut",
    );
    bank.child.kill(signal);
    expect(await bank.exitCode).toBe(0);
    expect(await cut).toBe("cut");
    expect(JSON.parse(bank.output())).toEqual({ tokenUrl, apiUrl });
    expect(bank.output()).not.toContain(PRACTICE_CLIENT_SECRET);
    expect(bank.output()).not.toContain(issued.access_token);
  },
);

test("takes its credentials, port and fault from the environment", async () => {
  const secret = "another-practice-secret";
  const bank = run({
    PRACTICE_BANK_CLIENT_SECRET: secret,
    PRACTICE_BANK_PORT: "",
    PRACTICE_BANK_FAULT: "500",
    PRACTICE_BANK_LATENCY_MS: "0",
  });
  const { tokenUrl, apiUrl } = await addresses(bank);
  const refused = await fetch(tokenUrl, { method: "POST", body: form(PRACTICE_CLIENT_SECRET) });
  expect(refused.status).toBe(401);
  const response = await fetch(tokenUrl, { method: "POST", body: form(secret) });
  const { access_token } = issuedSchema.parse(await response.json());
  const url = `${apiUrl}/check-status/payment/transaction/10000101`;
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await fetch(url, { headers })).status).toBe(500);
  expect(bank.output()).not.toContain(secret);
});

test.each([
  ["PRACTICE_BANK_PORT", "70000"],
  ["PRACTICE_BANK_PORT", "next-door"],
  ["PRACTICE_BANK_LATENCY_MS", "-1"],
  ["PRACTICE_BANK_FAULT", "no-such-fault"],
])("refuses to start with %s=%s, naming it without its value", async (name, value) => {
  const bank = run({ [name]: value });
  expect(await bank.exitCode).toBe(1);
  expect(bank.output()).toContain(name);
  expect(bank.output()).not.toContain(value);
});

test("says why it could not start when the port is taken", async () => {
  const first = run({});
  const port = new URL((await addresses(first)).apiUrl).port;
  const second = run({ PRACTICE_BANK_PORT: port });
  expect(await second.exitCode).toBe(1);
  expect(second.output()).toBe("practice bank: could not start (EADDRINUSE)\n");
});
