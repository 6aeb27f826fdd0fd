import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runAs } from "./account.ts";
import { type Cluster, lineOfPidFile, socketFile } from "./cluster.ts";
import type { Programs } from "./programs.ts";

/** PostgreSQL's main process, the postmaster: its settings, its start and its end. */

/** What `flock` ends with when another process holds the lock. */
const HELD = 75;

/** Time for the last checkpoint; what is not written by then is recovered at the next start. */
const STOP_MILLISECONDS = 10_000;

/**
 * Holds the lock of the folder as long as the postmaster or any process of it lives: the kernel knows
 * that in every container and after every crash, and a process id in a file does not. Under the lock
 * the files with process ids that are left over are removed, unless the process works in this very
 * folder: somebody has then started a server by hand. Words: cluster, socket's lock file, program, ...
 */
const UNDER_LOCK = `
pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null)
[ "$(readlink "/proc/$pid/cwd")" = "$1" ] || rm -f "$1/postmaster.pid" "$2"
shift 2
exec "$@"`;

/** For one shop's data beside the application; the rest are PostgreSQL's own values. */
const SETTINGS: Record<string, string> = {
  shared_buffers: "32MB",
  max_connections: "50",
  // Enough for a backup while it runs (./backup.ts); no replicas.
  wal_level: "replica",
  max_wal_senders: "0",
  // What a crash leaves to recover, and what the log takes of the disk.
  max_wal_size: "256MB",
  min_wal_size: "32MB",
  io_method: "sync",
  // Rows hold personal data. Errors go to the client alone, and no line carries a statement or a value.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length: "0",
  log_checkpoints: "off",
  log_timezone: "UTC",
  timezone: "UTC",
  // A file for each day of the week, overwritten a week later.
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_file_mode: "0600",
  log_truncate_on_rotation: "on",
  log_rotation_size: "0",
};

/** A postmaster that has been started. */
export interface Started {
  /** Why it has ended; null while it runs. */
  end: { isHeldByAnother: boolean; reason: string } | null;
  /** Lets this process end without it. */
  detach(): void;
}

/** Starts the postmaster of the cluster, as a process that outlives this one. */
export async function startPostmaster(
  cluster: Cluster,
  programs: Programs,
  settings: Record<string, string> = {},
): Promise<Started> {
  const { folder, account } = cluster;
  const postgres = [path.join(programs.folder, "bin/postgres"), "-D", folder];
  const options = { ...SETTINGS, ...(await addressSettings(cluster)), ...settings };
  const words = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program = "", ...rest] = [...underLock(cluster), ...postgres, ...words];
  // The build would take the whole project for what may be started here.
  const child = spawn(/* turbopackIgnore: true */ program, rest, {
    ...runAs(account),
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    windowsHide: true,
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-2_000);
  });
  const started: Started = {
    end: null,
    detach() {
      child.unref();
      child.stderr.destroy();
    },
  };
  child.once("error", (error) => {
    started.end = { isHeldByAnother: false, reason: error.message };
  });
  child.once("close", (code) => {
    const reason = complaint(said) ?? lastFailure(folder) ?? `it ended with ${code}`;
    started.end ??= { isHeldByAnother: code === HELD, reason };
  });
  return started;
}

function underLock({ dataDir, folder, account, socketFolder }: Cluster): string[] {
  // macOS and Windows have no such program; there the pid file of PostgreSQL has to do.
  if (process.platform !== "linux") return [];
  const lock = path.join(dataDir, "postgresql.lock");
  if (!existsSync(lock)) {
    writeFileSync(lock, "", { mode: 0o600 });
    if (account) chownSync(lock, account.uid, account.gid);
  }
  const flock = ["flock", "--nonblock", `--conflict-exit-code=${HELD}`, "--no-fork", lock];
  const leftOver = socketFolder ? `${socketFile(socketFolder)}.lock` : "";
  return [...flock, "sh", "-c", UNDER_LOCK, "sh", realpathSync(folder), leftOver];
}

async function addressSettings({ socketFolder }: Cluster): Promise<Record<string, string>> {
  return socketFolder
    ? {
        listen_addresses: "",
        unix_socket_directories: socketFolder,
        unix_socket_permissions: "0700",
      }
    : {
        listen_addresses: "127.0.0.1",
        port: String(await freePort()),
        unix_socket_directories: "",
      };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" ? (address?.port ?? 0) : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** What a program that failed wrote to standard error, without PostgreSQL's notes of its progress. */
function complaint(said: string): string | undefined {
  const lines = said.split("\n").filter((line) => line.trim() && !/\b(LOG|HINT):/.test(line));
  return lines.length > 0 ? lines.join(" ") : undefined;
}

/** What connections are told that come too early or too late (SQLSTATE 57P03), in English as all of the log. */
const NOT_NOW = /FATAL: {1,2}the database system is /;

/** The last fatal line of the engine's own log, which holds no values. */
function lastFailure(folder: string): string | undefined {
  const logs = path.join(folder, "log");
  if (!existsSync(logs)) return undefined;
  // The build would take every file of the project with "log" in its path.
  const names = readdirSync(/* turbopackIgnore: true */ logs);
  const lines = names.flatMap((name) =>
    readFileSync(/* turbopackIgnore: true */ path.join(logs, name), "utf8").split("\n"),
  );
  // Each begins with its time, so the last in the alphabet is the newest.
  return lines
    .filter((line) => /\b(FATAL|PANIC):/.test(line) && !NOT_NOW.test(line))
    .sort()
    .at(-1);
}

/**
 * Ends the engine in order: clients are cut off, everything is written. One whose process is not in
 * sight, as it belongs to another container, goes on.
 */
export async function stopPostmaster({ folder }: Cluster): Promise<void> {
  const pid = Number(lineOfPidFile(folder, 1));
  if (!pid || !isPostmasterOf(folder, pid)) return;
  // A "fast" shutdown (postgres(1)).
  process.kill(pid, "SIGINT");
  const end = performance.now() + STOP_MILLISECONDS;
  while (lineOfPidFile(folder, 1) === String(pid) && performance.now() < end) await pause(5);
}

function isPostmasterOf(folder: string, pid: number): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}
