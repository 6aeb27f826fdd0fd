import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DEMO } from "#lib/demo.ts";
import { keep } from "./processes.ts";

/** Starts the demo beside a bank of the benchmark's and gives its origin. */
export async function startDemo(
  port: number,
  bank: { tokenUrl: string; apiUrl: string; clientId?: string; clientSecret?: string },
): Promise<string> {
  const demo = spawn(process.execPath, ["--conditions=react-server", "lib/commands/demo.ts"], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: mkdtempSync(path.join(tmpdir(), "anyqta-bench-")),
      LOG_LEVEL: "warn",
      EPAY_TOKEN_URL: bank.tokenUrl,
      EPAY_API_URL: bank.apiUrl,
      EPAY_CLIENT_ID: bank.clientId ?? "bench",
      EPAY_CLIENT_SECRET: bank.clientSecret ?? "bench-bank-knows-no-secrets",
      EPAY_TERMINALS: "main=67e34d63-102f-4bd1-898e-370781d0074d",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  keep(demo);
  await new Promise<void>((resolve, reject) => {
    demo.stdout.on("data", (chunk) => {
      if (String(chunk).includes("Anyqta is ready")) resolve();
    });
    demo.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  return `http://localhost:${port}`;
}

/** Signs a clerk in and gives the cookie. */
export async function signIn(origin: string): Promise<string> {
  const first = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = await first.json();
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookieOf(first) },
    body: new URLSearchParams({
      csrfToken,
      email: DEMO.people[0].email,
      password: DEMO.password,
      callbackUrl: "/",
    }),
  });
  return cookieOf(answer);
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
