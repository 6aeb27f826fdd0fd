import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { DEMO } from "#lib/account/demo.ts";
import { isLoopback } from "#lib/http/loopback.ts";
import {
  PRACTICE_CLIENT_ID,
  PRACTICE_CLIENT_SECRET,
  PRACTICE_TERMINALS,
} from "#lib/practice-bank/token/credentials.ts";
import { LIMIT_NAMES } from "#lib/server/config/rate-limits.ts";
import { type OpenDatabase, openDatabase } from "#lib/server/db/client.ts";
import { demoDataFolder } from "#lib/server/db/engine/account.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { addDemoPeople } from "#lib/server/people/accounts.ts";
import { checkedSettings } from "./serve.ts";

/** High enough for load tests of the demo. */
const DEMO_LIMIT = "10000000";

/**
 * Prepares the demo: settings, the practice bank and accounts. A variable that is already set stays;
 * with the addresses of a bank, no practice bank is started. Gives the open database.
 */
export async function preparePracticeWorld(): Promise<OpenDatabase> {
  if ((process.env.EPAY_ENVIRONMENT ?? "practice") !== "practice") {
    fail(
      "EPAY_ENVIRONMENT: the demo accounts have a public password, so the demo works with the practice bank only",
    );
  }
  const port = process.env.PORT || "3000";
  if (!process.env.DATABASE_URL) setDefaults({ DATA_DIR: demoDataFolder(process.cwd()) });
  setDefaults({
    EPAY_ENVIRONMENT: "practice",
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: randomBytes(48).toString("base64"),
  });
  // The demo answers on this machine only; the default limits are meant for a shop's server.
  setDefaults(Object.fromEntries(LIMIT_NAMES.map((name) => [name, DEMO_LIMIT])));
  if (!process.env.EPAY_TOKEN_URL && !process.env.EPAY_API_URL) await givePracticeBank();
  const { database, app } = checkedSettings();
  if (!isLoopback(app.host))
    fail("HOST: must be 127.0.0.1, because the demo listens on this machine only");
  try {
    const opened = await openDatabase(database, { mayCreate: true });
    await addDemoPeople(opened.db, DEMO);
    return opened;
  } catch (error) {
    return fail(messagesOf(error));
  }
}

async function givePracticeBank(): Promise<void> {
  const { tokenUrl, apiUrl } = await startPracticeBankProcess();
  Object.assign(process.env, {
    EPAY_TOKEN_URL: tokenUrl,
    EPAY_API_URL: apiUrl,
    EPAY_CLIENT_ID: PRACTICE_CLIENT_ID,
    EPAY_CLIENT_SECRET: PRACTICE_CLIENT_SECRET,
    EPAY_TERMINALS: PRACTICE_TERMINALS.map(({ alias, id }) => `${alias}=${id}`).join(","),
  });
}

const readySchema = z.object({ tokenUrl: z.url(), apiUrl: z.url() });

/**
 * Starts the practice bank as a child process. It ends when the IPC channel to this process closes,
 * even after a crash. The first line that it prints holds its addresses.
 */
async function startPracticeBankProcess(): Promise<z.infer<typeof readySchema>> {
  const child = fork("lib/practice-bank/main.ts", { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  if (!child.stdout) return fail("The practice bank has no standard output.");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), exited(child)]);
  return readySchema.parse(JSON.parse(String(line)));
}

async function exited(child: ChildProcess): Promise<never> {
  const [code] = await once(child, "exit");
  return fail(`The practice bank did not start (exit code ${code}).`);
}

function setDefaults(defaults: Record<string, string>): void {
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
