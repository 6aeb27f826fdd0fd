import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { EngineError } from "./engine-error.ts";
import { makePrivate, namesIn } from "./private-files.ts";

/**
 * The operating system's user that runs the engine. PostgreSQL refuses to run as root, so a process of
 * root starts it as the owner of the data folder, or as `nobody` where that is root itself.
 */
export interface Account {
  uid: number;
  gid: number;
  name: string;
}

/** Where root keeps what another user must be able to reach. */
export const SHARED_FOLDER = "/var/lib/anyqta";

/** What Anyqta, PostgreSQL, a demo in a folder below and the file system itself put into the data folder. */
const OWN = /^(?:anyqta|postgresql|demo$|lost\+found$)/;

/** What of it holds data: the cluster and the files beside it. Copied programs are for others to run. */
const DATA = /^(?:anyqta|postgresql(?:\.|$))/;

/** The user that is to run the engine on this data folder; undefined for the user of this process. */
export function engineAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(dataDir);
  if (uid !== 0) return { uid, gid, name: `with the id ${uid}` };
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  if (!nobody) {
    throw new EngineError(
      "DATA_DIR: PostgreSQL does not run as root, and there is no user nobody. Give the folder to another user, or start Anyqta as one.",
    );
  }
  return { uid: Number(nobody[1]), gid: Number(nobody[2]), name: "nobody" };
}

/**
 * Makes the data folder, for its owner alone (0700), and gives it to the engine's user; folders above
 * it that are missing are made for everybody to pass. What it holds of ours is made its owner's alone.
 * @throws EngineError when the engine's user cannot reach it, when a folder of root holds other things,
 * or when others can reach the data and that cannot be changed.
 */
export function prepareDataFolder(dataDir: string): Account | undefined {
  makePassable(dataDir);
  const account = engineAccount(dataDir);
  const names = namesIn(dataDir);
  const isOnlyOurs = names.every((name) => OWN.test(name));
  if (isOnlyOurs && isOwn(dataDir)) chmodSync(dataDir, 0o700);
  else refuseForEverybody(dataDir);
  for (const name of names) if (DATA.test(name)) makePrivate(path.join(dataDir, name));
  if (!account) return undefined;
  if (statSync(dataDir).uid !== account.uid) {
    if (!isOnlyOurs) {
      throw new EngineError(
        `DATA_DIR: the folder ${dataDir} holds other files too, and PostgreSQL, which does not run as root, needs one of its own. Set DATA_DIR to a folder for Anyqta alone.`,
      );
    }
    chownSync(dataDir, account.uid, account.gid);
  }
  if (!canEnter(dataDir, account)) {
    throw new EngineError(
      `DATA_DIR: PostgreSQL does not run as root, and the user ${account.name} cannot reach the folder ${dataDir}. Set DATA_DIR to a folder that this user can reach, such as ${SHARED_FOLDER}/data, or start Anyqta as an ordinary user.`,
    );
  }
  return account;
}

/** The data folder of a demo in this folder: within it, or where root's demo can run the engine. */
export function demoDataFolder(folder: string): string {
  const here = path.join(folder, "data/demo");
  if (process.getuid?.() !== 0) return here;
  try {
    prepareDataFolder(here);
    return here;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const name = createHash("sha256").update(folder).digest("hex").slice(0, 8);
    return path.join(SHARED_FOLDER, `demo-${name}`);
  }
}

/** Everybody with write access to a folder can replace our database, unless the folder is sticky. */
function refuseForEverybody(dataDir: string): void {
  const { mode } = statSync(dataDir);
  if (process.platform === "win32" || (mode & 0o002) === 0 || (mode & 0o1000) !== 0) return;
  throw new EngineError(
    `DATA_DIR: everybody may write to ${dataDir}, and so put another database in the place of Anyqta's. Set DATA_DIR to a folder for Anyqta alone, or run: chmod o-w ${dataDir}`,
  );
}

/** Another user's folder, or one that root has lent, keeps the mode that its owner gave it. */
function isOwn(folder: string): boolean {
  const uid = process.getuid?.();
  return uid === undefined || uid === 0 || statSync(folder).uid === uid;
}

/** Makes a folder and those above it that are missing, for everybody to pass, whatever the umask. */
export function makePassable(folder: string): void {
  const missing = missingFolders(folder);
  mkdirSync(folder, { recursive: true });
  for (const made of missing) chmodSync(made, 0o755);
}

function missingFolders(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })) return [];
  return [...missingFolders(path.dirname(folder)), folder];
}

function canEnter(folder: string, account: Account): boolean {
  const words = ["-c", 'cd "$1" && test -w .', "sh", folder];
  return spawnSync("sh", words, { ...runAs(account), stdio: "ignore" }).status === 0;
}

/**
 * Options of a child process of the engine: its user, and of the environment only where to find other
 * programs, as the rest holds secrets.
 */
export function runAs(account: Account | undefined) {
  const { PATH, SystemRoot } = process.env;
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH, SystemRoot, LC_ALL: "C" };
  return { ...(account && { uid: account.uid, gid: account.gid }), cwd: "/", env };
}
