import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { DEMO } from "#lib/account/demo.ts";
import { freePort, keep, temporaryFolder } from "./processes.ts";

/**
 * Starts the demo, as a stranger starts it, beside a bank of the benchmark's, and gives its origin.
 * Its log lines go to a file, as a service's do: writing them is part of every look-up.
 */
export async function startDemo(bank: string): Promise<string> {
  const folder = temporaryFolder();
  const logFile = path.join(folder, "log");
  const log = openSync(logFile, "a");
  const port = await freePort();
  const demo = spawn(process.execPath, ["--conditions=react-server", "lib/commands/demo.ts"], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: path.join(folder, "data"),
      EPAY_TOKEN_URL: `${bank}/token`,
      EPAY_API_URL: bank,
      EPAY_CLIENT_ID: "bench",
      EPAY_CLIENT_SECRET: "bench-bank-knows-no-secrets",
      EPAY_TERMINALS: "main=67e34d63-102f-4bd1-898e-370781d0074d",
    },
    stdio: ["ignore", log, log],
  });
  keep(demo);
  while (!readFileSync(logFile, "utf8").includes("Anyqta is ready")) {
    if (demo.exitCode !== null) {
      throw new Error(`the demo ended with ${demo.exitCode}:\n${readFileSync(logFile, "utf8")}`);
    }
    await pause(100);
  }
  return `http://127.0.0.1:${port}`;
}

const csrfSchema = z.object({ csrfToken: z.string() });

/** Signs a clerk in and gives the cookie. */
export async function signIn(origin: string): Promise<string> {
  const { cookie, status } = await trySignIn(origin, DEMO.people[0].email, DEMO.password);
  if (!cookie.includes("anyqta.session=")) throw new Error(`no sign-in: ${status}`);
  return cookie;
}

/** One try to sign in; `milliseconds` is the time of the try alone. */
export async function trySignIn(
  origin: string,
  email: string,
  password: string,
): Promise<{ status: number; cookie: string; milliseconds: number }> {
  const first = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = csrfSchema.parse(await first.json());
  const begin = performance.now();
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookieOf(first) },
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: "/" }),
  });
  await answer.arrayBuffer();
  const milliseconds = performance.now() - begin;
  return { status: answer.status, cookie: cookieOf(answer), milliseconds };
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
