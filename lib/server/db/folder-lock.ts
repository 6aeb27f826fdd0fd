import { createHash, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";

/**
 * One process per embedded database folder: two on one folder lose rows without a word. The file
 * names its holder by host, process id and the process's start, so that a reused id is no holder,
 * and a lock left by a killed process is taken over at once.
 */

const holderSchema = z.object({
  host: z.string(),
  // kill(2) takes 0 and below for whole groups of processes.
  pid: z.number().int().positive(),
  startedAt: z.string().nullable(),
});
type Holder = z.infer<typeof holderSchema>;

/** The folder is in use; the message says by whom and what to do. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
  constructor(folder: string, holder: Holder | undefined) {
    const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
    super(
      `DATA_DIR: the folder ${folder} is in use by ${who}. Stop that process, or give this one a folder of its own; several processes at once need PostgreSQL (DATABASE_URL).`,
    );
  }
}

/**
 * Takes the folder for this process until it ends or calls the returned release.
 * @throws FolderInUseError when a living process holds it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "anyqta.lock");
  seize(folder, file);
  const release = () => {
    if (isOwn(holderIn(readText(file) ?? ""))) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return () => {
    process.off("exit", release);
    release();
  };
}

/**
 * Makes the file name this process. A dead holder's file is replaced by the process that
 * seizes the guard, which is named after the file's text, so that a latecomer who still believes in that holder
 * finds another text under the guard. A guard is a lock like any other: a crash in the middle of a
 * take-over leaves a dead one, and that is seized in turn.
 */
function seize(folder: string, file: string): void {
  if (create(file)) return;
  const text = readText(file);
  if (text !== undefined) {
    const holder = holderIn(text);
    if (holder && isAlive(holder)) throw new FolderInUseError(folder, holder);
    const guard = `${file}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
    seize(folder, guard);
    try {
      if (readText(file) === text) {
        withOwnName(file, (named) => renameSync(named, file));
        return;
      }
    } finally {
      rmSync(guard, { force: true });
    }
  }
  // The file has just gone or changed: another process got on, so look afresh.
  seize(folder, file);
}

/** Creates the file with this process's name in it; false when it exists. */
function create(file: string): boolean {
  try {
    withOwnName(file, (named) => linkSync(named, file));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** A link or a rename shows the name whole or not at all; an empty file would hold nobody. */
function withOwnName(file: string, place: (named: string) => void): void {
  const named = `${file}.${randomUUID()}`;
  try {
    writeFileSync(named, JSON.stringify(self()), { flag: "wx" });
    place(named);
  } finally {
    rmSync(named, { force: true });
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    // Cut off by a crash of the machine, or not ours: nobody holds it.
    return undefined;
  }
}

function self(): Holder {
  return { host: hostname(), pid: process.pid, startedAt: processStart(process.pid) };
}

function isOwn(holder: Holder | undefined): boolean {
  return holder?.pid === process.pid && holder.host === hostname();
}

function isAlive(holder: Holder): boolean {
  // Another host's processes cannot be seen from here: believe the file.
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: another user's process has this id; its start tells whether it is the holder.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return holder.startedAt === processStart(holder.pid);
}

/**
 * Start of a process in clock ticks since boot (proc(5), field 22); null where /proc is absent and
 * for a zombie, which is dead but for its parent's notice.
 */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? null : (fields[18] ?? null);
  } catch {
    return null;
  }
}
