import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { DEMO } from "#lib/account/demo.ts";
import { end, freePort, keep, temporaryFolder } from "./processes.ts";

/** Anyqta as a process of its own. */
export interface Application {
  origin: string;
  /** The process that answers. */
  pid: number;
  /** The settings it runs with. */
  settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts the demo, as a stranger starts it, beside a bank of the benchmark's. Its log lines go to a
 * file, as a service's do: writing them is part of every look-up. `program` runs Node.js, or runs
 * another program that does.
 */
export async function startDemo(
  bank: string,
  given: Readonly<Record<string, string>> = {},
  program: readonly string[] = [process.execPath],
): Promise<Application> {
  const folder = temporaryFolder();
  const port = String(await freePort());
  const settings = {
    EPAY_ENVIRONMENT: "practice",
    PORT: port,
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: "a secret of the benchmarks, thirty-two bytes or more",
    DATA_DIR: path.join(folder, "data"),
    EPAY_TOKEN_URL: `${bank}/token`,
    EPAY_API_URL: bank,
    EPAY_CLIENT_ID: "bench",
    EPAY_CLIENT_SECRET: "bench-bank-knows-no-secrets",
    EPAY_TERMINALS: "main=67e34d63-102f-4bd1-898e-370781d0074d",
    ...given,
  };
  const { child, output } = spawnCommand("lib/commands/demo.ts", settings, program);
  while (!output().includes("Anyqta is ready")) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the demo ended with ${child.exitCode ?? child.signalCode}:\n${output()}`);
    }
    await pause(100);
  }
  return applicationOf(child, settings);
}

/** Runs `npm start` with these settings; it answers some time later. */
export function startAgain(
  settings: Readonly<Record<string, string>>,
  program?: readonly string[],
): Application {
  return applicationOf(spawnCommand("lib/commands/start.ts", settings, program).child, settings);
}

function spawnCommand(
  file: string,
  settings: Readonly<Record<string, string>>,
  [command = "", ...words]: readonly string[] = [process.execPath],
): { child: ChildProcess; output(): string } {
  const logFile = path.join(temporaryFolder(), "log");
  const log = openSync(logFile, "a");
  const child = spawn(command, [...words, ...nodeOptions(file), file], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", log, log],
  });
  keep(child);
  return { child, output: () => readFileSync(logFile, "utf8") };
}

/** The options of Node with which `npm run` starts this file. */
function nodeOptions(file: string): string[] {
  const { scripts } = scriptsSchema.parse(JSON.parse(readFileSync("package.json", "utf8")));
  const script = Object.values(scripts).find((one) => one.endsWith(` ${file}`)) ?? "";
  return script.split(" ").filter((word) => word.startsWith("--"));
}
const scriptsSchema = z.object({ scripts: z.record(z.string(), z.string()) });

function applicationOf(
  child: ChildProcess,
  settings: Readonly<Record<string, string>>,
): Application {
  const { pid } = child;
  if (pid === undefined) throw new Error("the process did not start");
  const origin = `http://127.0.0.1:${settings.PORT}`;
  return { origin, pid, settings, stop: () => end(child) };
}

const csrfSchema = z.object({ csrfToken: z.string() });
type Role = (typeof DEMO.people)[number]["role"];

/** Signs a person of the demo in and gives the cookie. */
export async function signIn(origin: string, role: Role = "clerk"): Promise<string> {
  const email = DEMO.people.find((person) => person.role === role)?.email ?? "";
  const { cookie, status } = await trySignIn(origin, email, DEMO.password);
  if (!cookie.includes("anyqta.session-")) throw new Error(`no sign-in: ${status}`);
  return cookie;
}

/** What a form of signing in carries besides the person's own words. */
export interface SignInForm {
  csrfToken: string;
  cookie: string;
}

/** A form that may be sent any number of times. */
export async function signInForm(origin: string): Promise<SignInForm> {
  const answer = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = csrfSchema.parse(await answer.json());
  return { csrfToken, cookie: cookieOf(answer) };
}

/** One try to sign in; `milliseconds` is the time of the try alone. */
export async function trySignIn(
  origin: string,
  email: string,
  password: string,
): Promise<{ status: number; cookie: string; milliseconds: number }> {
  const form = await signInForm(origin);
  const begin = performance.now();
  const answer = await sendSignIn(origin, { ...form, email, password });
  return { ...answer, milliseconds: performance.now() - begin };
}

/** Sends a form, from another network address where one is given. */
export async function sendSignIn(
  origin: string,
  {
    csrfToken,
    cookie,
    email,
    password,
    from,
  }: SignInForm & { email: string; password: string; from?: string },
): Promise<{ status: number; cookie: string }> {
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, ...(from !== undefined && { "x-forwarded-for": from }) },
    body: new URLSearchParams({ csrfToken, email, password, callbackUrl: "/" }),
  });
  await answer.arrayBuffer();
  return { status: answer.status, cookie: cookieOf(answer) };
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
