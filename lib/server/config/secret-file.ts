import { readFileSync } from "node:fs";

/** Gives the current secret. */
export type Secret = () => string;

/**
 * Reads the file of a secret at each use, so that the secret can be replaced while the process
 * runs. While the file is missing or empty, the last content is used.
 * @param first the secret at the start; without a file it never changes
 */
export function secretSetting(first: string, file: string | undefined): Secret {
  let last = first;
  return () => {
    if (file) last = secretIn(file) ?? last;
    return last;
  };
}

/** The trimmed content of a file; undefined if it cannot be read or is empty. */
export function secretIn(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
