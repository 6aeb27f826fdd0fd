import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { clusterIn, connectionTo, lineOfPidFile } from "#lib/server/db/engine/cluster.ts";

/** The embedded engine of a data folder, as its operator sees it. */

const cluster = (dataDir: string) => clusterIn(dataDir, { mayCreate: false });

/** The process id of the engine's main process; 0 when none runs. */
export function enginePid(dataDir: string): number {
  return Number(lineOfPidFile(path.join(dataDir, "postgresql"), 1) ?? 0);
}

/** The engine's main process and all that it has started. */
export function engineProcesses(dataDir: string): number[] {
  const main = enginePid(dataDir);
  const children = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === main);
  return [main, ...children];
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It has just ended.
    return undefined;
  }
}

const kept = z.array(z.object({ invoice: z.string() }));

/** Those of these numbers that are missing from the observations or from the audit. */
export async function missing(dataDir: string, invoices: ReadonlySet<string>): Promise<string[]> {
  const client = new pg.Client(connectionTo(cluster(dataDir)) ?? {});
  await client.connect();
  try {
    const { rows } = await client.query(`
      select invoice_id as invoice from observations
      intersect select resource from audit where event = 'payment.looked_up'`);
    const found = new Set(kept.parse(rows).map(({ invoice }) => invoice));
    return [...invoices].filter((invoice) => !found.has(invoice));
  } finally {
    await client.end();
  }
}

/** Whether `npm run audit -- verify` finds nothing. */
export function isAuditWhole(settings: Readonly<Record<string, string>>): boolean {
  const words = ["--conditions=react-server", "lib/commands/audit.ts", "verify"];
  const env = { ...process.env, ...settings };
  return spawnSync(process.execPath, words, { env, stdio: "ignore" }).status === 0;
}
