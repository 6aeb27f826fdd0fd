import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { type PracticeBank, startPracticeBank } from "#lib/practice-bank/server.ts";
import {
  PRACTICE_CLIENT_ID,
  PRACTICE_CLIENT_SECRET,
  PRACTICE_TERMINALS,
} from "#lib/practice-bank/token/credentials.ts";
import { clusterIn, connectionTo } from "#lib/server/db/engine/cluster.ts";

/** The demo as a stranger starts it, beside a practice bank that the tests can ask and break. */
export interface Application {
  url: string;
  bank: PracticeBank;
  /** The settings it runs with. */
  env: Record<string, string>;
  /** Runs a statement as the owner of its database, while it serves. */
  query(statement: string): Promise<unknown[]>;
  /** All that the process has printed. */
  output(): string;
  /** Ends it, does something with its data, and starts it anew. */
  restart(signal: "SIGTERM" | "SIGKILL", between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** What Anyqta is told of a bank. */
type Addresses = Pick<PracticeBank, "tokenUrl" | "apiUrl">;

/** How long the bank takes, about. */
export const BANK_LATENCY_MS = 40;

/** With settings of its own, or those of the demo; `before` may put something before the bank. */
export async function startApplication(
  settings: Record<string, string> = {},
  before: (bank: Addresses) => Promise<Addresses> = async (bank) => bank,
): Promise<Application> {
  const bank = await startPracticeBank({ latencyMs: BANK_LATENCY_MS });
  const { tokenUrl, apiUrl } = await before(bank);
  const dataDir = mkdtempSync(path.join(tmpdir(), "anyqta-e2e-"));
  // Made beside the tests; screenshots, which are taken without them, begin with none.
  const empty = process.env.EMPTY_DATABASE;
  if (empty) cpSync(empty, dataDir, { recursive: true });
  const port = await freePort();
  const env = {
    PORT: String(port),
    DATA_DIR: dataDir,
    EPAY_TOKEN_URL: tokenUrl,
    EPAY_API_URL: apiUrl,
    EPAY_CLIENT_ID: PRACTICE_CLIENT_ID,
    EPAY_CLIENT_SECRET: PRACTICE_CLIENT_SECRET,
    EPAY_TERMINALS: PRACTICE_TERMINALS.map(({ alias, id }) => `${alias}=${id}`).join(","),
    ...settings,
  };
  let output = "";
  const start = () =>
    startDemo(env, (text) => {
      output += text;
    });
  let demo = await start();
  return {
    url: `http://localhost:${port}`,
    bank,
    env,
    query: (statement) => queryEmbedded(dataDir, statement),
    output: () => output,
    async restart(signal, between) {
      await end(demo, signal);
      await between?.();
      demo = await start();
    },
    async stop() {
      await end(demo, "SIGTERM");
      await bank.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function queryEmbedded(dataDir: string, statement: string): Promise<unknown[]> {
  const connection = connectionTo(clusterIn(dataDir, { mayCreate: false }));
  if (!connection) throw new Error("the embedded database does not run");
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

async function startDemo(
  env: Record<string, string>,
  onOutput: (text: string) => void,
): Promise<ChildProcess> {
  const demo = spawn(process.execPath, ["--conditions=react-server", "lib/commands/demo.ts"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said = (said + chunk).slice(-2_000);
      onOutput(String(chunk));
      if (String(chunk).includes("Anyqta is ready")) resolve();
    };
    demo.stdout.on("data", read);
    demo.stderr.on("data", read);
    demo.once("exit", (code) => reject(new Error(`the demo ended with ${code}:\n${said}`)));
  });
  return demo;
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  child.removeAllListeners("exit");
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Below the ports that Linux gives to outgoing connections (ip_local_port_range): a restart finds its port free. */
const PORTS = { from: 10_000, to: 32_767 };

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
