import "server-only";
import { statfs } from "node:fs/promises";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Watches the disk of the embedded database, so that look-ups are refused before its last bytes: what
 * is left is enough for the write-ahead log of the rest, and for signing in to see why.
 */

const MEBIBYTE = 2 ** 20;

/** With less, no look-up is made: four segments of the write-ahead log. */
export const LEAST_MEBIBYTES = 64;
/** With less, administrators are warned: the write-ahead log may grow by this much at once. */
const LOW_MEBIBYTES = 1024;

const CACHED_MILLISECONDS = 2_000;
/** For the Retry-After of a refused look-up. */
const RETRY_SECONDS = 30;

export interface DiskSpace {
  freeMebibytes: number;
  state: "ok" | "low" | "full";
}

const cache = singleton(
  "disk-space",
  (): { at: number; space: Promise<DiskSpace | null> | null } => ({ at: 0, space: null }),
);

/**
 * The space left for the embedded database, at most two seconds old; null with a PostgreSQL elsewhere,
 * which has to be watched there, and where the system does not tell.
 */
export function diskSpace(): Promise<DiskSpace | null> {
  const cached = cache();
  const now = performance.now();
  if (cached.space === null || now - cached.at > CACHED_MILLISECONDS) {
    Object.assign(cached, { at: now, space: spaceNow() });
  }
  return cached.space ?? spaceNow();
}

async function spaceNow(): Promise<DiskSpace | null> {
  const { database } = settings();
  if (!("dataDir" in database)) return null;
  const told = await statfs(database.dataDir).catch(() => null);
  if (told === null) return null;
  const freeMebibytes = Math.floor((told.bavail * told.bsize) / MEBIBYTE);
  return {
    freeMebibytes,
    state: freeMebibytes < LEAST_MEBIBYTES ? "full" : freeMebibytes < LOW_MEBIBYTES ? "low" : "ok",
  };
}

/**
 * Refuses what fills the disk while there is too little space; works again by itself.
 * @throws AppError disk_full
 */
export async function requireDiskSpace(): Promise<void> {
  const space = await diskSpace();
  if (space?.state === "full") throw new AppError("disk_full", { retryAfter: RETRY_SECONDS });
}
