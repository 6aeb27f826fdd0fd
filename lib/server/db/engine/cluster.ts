import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { type Account, prepareDataFolder, runAs } from "./account.ts";
import { EngineError, NoDatabaseError, RESTORE } from "./engine-error.ts";
import { namesIn } from "./private-files.ts";
import type { Programs } from "./programs.ts";

/** The folder of the database's files ("cluster"), and how its engine is reached. */
export interface Cluster {
  dataDir: string;
  folder: string;
  /** Undefined for the user of this process. */
  account: Account | undefined;
  /** The folder of the Unix socket; null where the engine listens on loopback, with a password. */
  socketFolder: string | null;
}

/** The only user of the cluster, who owns all. */
const USER = "anyqta";
const DATABASE = "postgres";

/** Names the socket's file; it is no TCP port. */
const SOCKET_PORT = 5432;

/** The address of a Unix socket is at most 107 bytes long, or 103 on macOS (unix(7), sys/un.h). */
const SOCKET_PATH_BYTES = 103;

/**
 * The cluster of this data folder. With `mayCreate` the folder is made where it is missing.
 * @throws NoDatabaseError when there is none and none may be made.
 * @throws EngineError when the folder holds one of an earlier engine, or when the engine's user cannot
 * reach it.
 */
export function clusterIn(
  dataDir: string,
  { mayCreate, onLoopback = process.platform === "win32" }: ClusterOptions,
): Cluster {
  const folder = path.join(dataDir, "postgresql");
  if (!existsSync(folder)) {
    if (existsSync(path.join(dataDir, "pglite"))) {
      throw new EngineError(
        `DATA_DIR: ${dataDir}/pglite was made by an unreleased version of Anyqta with another database engine. This version cannot read it and leaves it as it is. Set DATA_DIR to another folder.`,
      );
    }
    if (!mayCreate) throw new NoDatabaseError(dataDir);
  }
  const account = prepareDataFolder(dataDir);
  return {
    dataDir,
    folder,
    account,
    socketFolder: onLoopback ? null : socketFolder(folder, account),
  };
}

interface ClusterOptions {
  mayCreate: boolean;
  /** Whether the engine listens on 127.0.0.1 instead of a Unix socket, as on Windows. */
  onLoopback?: boolean | undefined;
}

/** How a client of this machine reaches the engine of the cluster; null while no engine has started. */
export function connectionTo({ dataDir, folder, socketFolder }: Cluster): pg.ClientConfig | null {
  const common = { user: USER, database: DATABASE };
  if (socketFolder) return { ...common, host: socketFolder, port: SOCKET_PORT };
  const port = Number(lineOfPidFile(folder, 4));
  if (!port) return null;
  const password = readFileSync(passwordFile(dataDir), "utf8").trim();
  return { ...common, host: "127.0.0.1", port, password };
}

/**
 * One line of postmaster.pid, from 1: process id, folder, start, port, ... (PostgreSQL's
 * src/include/utils/pidfile.h). Undefined when no engine runs.
 */
export function lineOfPidFile(folder: string, line: number): string | undefined {
  try {
    return readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[line - 1];
  } catch {
    return undefined;
  }
}

/**
 * Makes the cluster where there is none, and gives a restored one to the engine's user.
 * @throws NoDatabaseError when there is none and none may be made.
 * @throws EngineError when it cannot be made, or when another major version of PostgreSQL made it.
 */
export function prepareCluster(cluster: Cluster, programs: Programs, mayCreate: boolean): void {
  const { dataDir, folder, account } = cluster;
  if (!existsSync(folder)) {
    if (!mayCreate) throw new NoDatabaseError(dataDir);
    makeCluster(cluster, programs);
  }
  const made = versionIn(folder);
  if (made !== programs.major) {
    throw new EngineError(
      `DATA_DIR: the database in ${folder} was made by PostgreSQL ${made}, and this Anyqta brings PostgreSQL ${programs.major}. Start the Anyqta that made it, and move the data with pg_dump.`,
    );
  }
  // Restored by root.
  if (account && statSync(folder).uid !== account.uid) giveTo(dataDir, account);
  chmodSync(folder, 0o700);
}

/** @throws EngineError when the folder is no whole cluster: nothing is ever made over what is there. */
function versionIn(folder: string): string {
  try {
    return readFileSync(path.join(folder, "PG_VERSION"), "utf8").trim();
  } catch {
    const holds =
      namesIn(folder).length === 0 ? "is empty" : "is incomplete: PG_VERSION is missing";
    throw new EngineError(
      `DATA_DIR: the folder ${folder} should hold the database and ${holds}. Nothing was changed. Is the right folder mounted? ${RESTORE}`,
    );
  }
}

/** Under a name of its own first, so that a crash or a second process leaves no half-made cluster. */
function makeCluster(cluster: Cluster, programs: Programs): void {
  const unfinished = `${cluster.folder}.${randomBytes(4).toString("hex")}`;
  const words = [
    ...["-D", unfinished, "-U", USER, "--encoding=UTF8", "--no-instructions"],
    // Letters are told apart from other characters in every language; the order is that of the code
    // points on every system.
    ...["--locale=C", `--lc-ctype=${process.platform === "darwin" ? "UTF-8" : "C.UTF-8"}`],
    ...authentication(cluster),
  ];
  const made = spawnSync(path.join(programs.folder, "bin/initdb"), words, {
    ...runAs(cluster.account),
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (made.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    const reason = made.error?.message ?? lastFault(made.stderr);
    throw new EngineError(`DATA_DIR: no database can be made in ${cluster.dataDir}: ${reason}`);
  }
  try {
    renameSync(unfinished, cluster.folder);
  } catch (error) {
    // Another process has made one in the meantime.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(cluster.folder)) throw error;
  }
}

/** No password on the socket, because only its owner and root can enter the folder; on loopback a password. */
function authentication({ dataDir, account, socketFolder }: Cluster): string[] {
  if (socketFolder) return ["--auth-local=trust", "--auth-host=reject"];
  const file = passwordFile(dataDir);
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    if (account) chownSync(file, account.uid, account.gid);
  }
  return ["--auth=scram-sha-256", `--pwfile=${file}`];
}

function passwordFile(dataDir: string): string {
  return path.join(dataDir, "postgresql.password");
}

/** The cluster itself, or a folder with a short name where the socket's address would be too long. */
function socketFolder(folder: string, account: Account | undefined): string {
  if (Buffer.byteLength(socketFile(folder)) <= SOCKET_PATH_BYTES) return folder;
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const short = path.join(tmpdir(), `anyqta-${hash}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  if (account) chownSync(short, account.uid, account.gid);
  const { uid, mode } = statSync(short);
  const owner = account?.uid ?? process.getuid?.();
  if (uid !== owner || (mode & 0o077) !== 0) {
    throw new EngineError(
      `DATA_DIR: the path ${folder} is too long for a Unix socket, and ${short}, which stands in for it, belongs to somebody else. Remove that, or use a shorter path.`,
    );
  }
  return short;
}

/** The Unix socket in this folder. */
export function socketFile(folder: string): string {
  return path.join(folder, `.s.PGSQL.${SOCKET_PORT}`);
}

function giveTo(folder: string, { uid, gid }: Account): void {
  for (const name of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]) {
    chownSync(path.join(folder, name), uid, gid);
  }
}

/** Why a program of PostgreSQL failed; behind that come lines of what it tidies. */
function lastFault(text: string): string {
  const lines = text.trim().split("\n");
  return lines.findLast((line) => /\b(?:error|FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? "";
}
