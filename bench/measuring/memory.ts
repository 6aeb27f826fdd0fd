import { execFileSync } from "node:child_process";

/** Resident memory of a process, in MB (10^6 bytes). */
export function residentMegabytes(pid: number): number {
  const kibibytes = Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]));
  return (kibibytes * 1024) / 1e6;
}
