import { chmodSync, lstatSync, readdirSync, type Stats } from "node:fs";
import path from "node:path";
import { EngineError } from "./engine-error.ts";

/** What group and others may do. */
const OTHERS = 0o077;

/**
 * Takes from everybody but the owner what they may do with this file or folder and with all below it: an
 * older version, a copy or a wide umask may have given it. Links and sockets are left alone.
 * @throws EngineError where that is not possible, by the rights of this user or by the file system.
 */
export function makePrivate(place: string): void {
  // Windows has other rights; a folder below the user's own is the user's.
  if (process.platform === "win32") return;
  const about = statusOf(place);
  if (!about || !(about.isFile() || about.isDirectory())) return;
  if ((about.mode & OTHERS) !== 0) narrow(place, about.mode & 0o7777 & ~OTHERS);
  if (!about.isDirectory()) return;
  for (const name of namesIn(place)) makePrivate(path.join(place, name));
}

function narrow(place: string, mode: number): void {
  try {
    chmodSync(place, mode);
  } catch (error) {
    if (isGone(error)) return;
    throw new EngineError(
      `DATA_DIR: others can reach ${place}, and this user cannot change that (${codeOf(error)}). Give the folder to the user that runs Anyqta (chown -R), or take their rights away (chmod -R go=).`,
    );
  }
  if (((statusOf(place)?.mode ?? 0) & OTHERS) !== 0) {
    throw new EngineError(
      `DATA_DIR: the file system of ${place} cannot keep a file from other users. Set DATA_DIR to a folder on a local disk.`,
    );
  }
}

/** Undefined for what a running engine has just removed. */
function statusOf(place: string): Stats | undefined {
  return lstatSync(place, { throwIfNoEntry: false });
}

/**
 * The names in a folder; none in one that a running engine has just removed.
 * @throws EngineError when this user may not look into it.
 */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isGone(error)) return [];
    throw new EngineError(
      `DATA_DIR: this user cannot read ${folder} (${codeOf(error)}). Start Anyqta, and its commands, as the user that the folder belongs to.`,
    );
  }
}

function isGone(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
