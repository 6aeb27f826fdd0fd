import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
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
  pid: z.number(),
  startedAt: z.string().nullable(),
});
type Holder = z.infer<typeof holderSchema>;

/** A take-over lasts microseconds; one older than this was cut off by a crash. */
const STALE_TAKEOVER_MS = 5_000;

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
  if (!create(file)) takeOver(folder, file);
  const release = () => {
    if (isOwn(readHolder(file))) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return () => {
    process.off("exit", release);
    release();
  };
}

function takeOver(folder: string, file: string): void {
  const guard = `${file}.takeover`;
  const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > STALE_TAKEOVER_MS) rmSync(guard, { force: true });
  if (!create(guard)) throw new FolderInUseError(folder, undefined);
  try {
    const holder = readHolder(file);
    if (holder && isAlive(holder)) throw new FolderInUseError(folder, holder);
    rmSync(file, { force: true });
    if (!create(file)) throw new FolderInUseError(folder, readHolder(file));
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Creates the file with this process's name in it; false when it exists. */
function create(file: string): boolean {
  let handle: number;
  try {
    handle = openSync(file, "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  writeSync(handle, JSON.stringify(self()));
  closeSync(handle);
  return true;
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // Gone, or cut off by a crash while it was written: nobody holds it.
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
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return holder.startedAt === processStart(holder.pid);
}

/** Start of a process in clock ticks since boot (proc(5), field 22); null where /proc is absent. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
