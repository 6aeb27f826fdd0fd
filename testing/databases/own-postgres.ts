import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

export interface OwnPostgres {
  url: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of our own in this folder, new or known, on loopback; for tests and benchmarks. */
export async function startOwnPostgres(folder: string): Promise<OwnPostgres> {
  const programs = newestPrograms();
  chmodSync(folder, 0o755);
  const owner = postgresUser();
  if (owner) execFileSync("chown", [`${owner.uid}:${owner.gid}`, folder]);
  const data = path.join(folder, "data");
  if (!existsSync(data)) {
    execFileSync(
      path.join(programs, "initdb"),
      ["-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"],
      { ...owner, stdio: "ignore", cwd: folder },
    );
  }
  const port = await freePort();
  const server = spawn(
    path.join(programs, "postgres"),
    ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-F"],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await ready(server.stderr);
  return {
    url: `postgres://tests@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
    },
  };
}

function newestPrograms(): string {
  const root = "/usr/lib/postgresql";
  const newest = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0];
  if (!newest) throw new Error("No PostgreSQL found: npm test installs it.");
  return path.join(root, newest, "bin");
}

/** PostgreSQL refuses to run as root: then Debian's own user runs it. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

function ready(output: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    output.on("data", (chunk) => {
      said += chunk;
      if (said.includes("ready to accept connections")) resolve();
    });
    output.once("end", () => reject(new Error(`PostgreSQL did not start: ${said.slice(-500)}`)));
  });
}
