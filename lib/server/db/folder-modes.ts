import "server-only";
import { chmodSync, lstatSync, readdirSync, type Stats } from "node:fs";
import path from "node:path";

/**
 * Keeps the data folder to its user. New files are made under umask 0077; folders of earlier versions,
 * and copies, may be readable by others.
 */

/** What Anyqta and the database engine put into the folder; anything else there is not ours. */
const OWN = /^(?:anyqta|pglite|postgres)/;

/** Read, write and use by group and others. */
const FOR_OTHERS = 0o077;
/** The same without passing through a folder. */
const FOR_OTHERS_BUT_PASSING = 0o066;

/**
 * Takes rights of other users away from what is ours in the folder, and from the folder itself unless
 * it holds other things as well. Gives the number of changes; 0 for a folder that does not exist or
 * is closed already.
 */
export function tightenFolder(folder: string): number {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  // Windows has no such modes.
  if (!stats?.isDirectory() || process.platform === "win32") return 0;
  // Nobody else comes in, or sees the names of what is within.
  if ((stats.mode & FOR_OTHERS_BUT_PASSING) === 0) return 0;
  const entries = readdirSync(folder);
  const own = entries.filter((name) => OWN.test(name));
  const changed = own.map((name) => tighten(path.join(folder, name)));
  const isAllOurs = own.length === entries.length;
  return sum(changed) + (isAllOurs ? takeAway(folder, stats, entries) : 0);
}

function tighten(file: string): number {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isFile()) return takeAway(file, stats, []);
  if (!stats?.isDirectory()) return 0;
  const entries = readdirSync(file);
  return (
    sum(entries.map((name) => tighten(path.join(file, name)))) + takeAway(file, stats, entries)
  );
}

/** A folder in which another user owns something, such as the database engine, must let it pass. */
function takeAway(file: string, { mode, uid }: Stats, entries: readonly string[]): number {
  const isShared = entries.some(
    (name) => (lstatSync(path.join(file, name), { throwIfNoEntry: false })?.uid ?? uid) !== uid,
  );
  const excess = mode & (isShared ? FOR_OTHERS_BUT_PASSING : FOR_OTHERS);
  if (excess === 0) return 0;
  chmodSync(file, mode & 0o7777 & ~excess);
  return 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
