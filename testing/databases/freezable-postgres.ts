import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { startTestServer } from "./test-server.ts";

/** A PostgreSQL that a test may freeze and stop. */
export interface FreezablePostgres {
  url: string;
  /** Halts all its processes, as a hanging disk or a suspended machine does; gives what resumes them. */
  freeze(): Promise<() => void>;
  /** Stops it and removes its files; a second call has no effect. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of its own with an empty database. */
export async function startFreezablePostgres(): Promise<FreezablePostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-freezable-"));
  const server = await startTestServer(folder);
  let stopping: Promise<void> | undefined;
  return {
    url: server.url,
    async freeze() {
      const pids = await processesOf(server.url, folder);
      const signal = (name: "SIGSTOP" | "SIGCONT") => {
        for (const pid of pids) process.kill(pid, name);
      };
      signal("SIGSTOP");
      return () => signal("SIGCONT");
    },
    stop() {
      stopping ??= server.stop().then(() => rmSync(folder, { recursive: true, force: true }));
      return stopping;
    },
  };
}

/** All its processes but that of the question, which ends; the one that starts them comes last. */
async function processesOf(url: string, folder: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "select pid from pg_stat_activity where pid <> pg_backend_pid()",
  );
  await client.end();
  const first = readFileSync(path.join(folder, "postgresql/postmaster.pid"), "utf8").split("\n")[0];
  return [
    ...z
      .array(z.object({ pid: z.number() }))
      .parse(rows)
      .map(({ pid }) => pid),
    Number(first),
  ];
}
