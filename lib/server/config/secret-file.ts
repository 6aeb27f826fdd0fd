import { readFileSync } from "node:fs";

/** What a secret is now. */
export type Secret = () => string;

/**
 * A secret that is given as text or, better, in a file, which then counts; undefined when it has
 * none. The file is read anew at each use, so that it can be replaced while the process runs; while
 * there is nothing to read in it, what was read last counts.
 */
export function secretSetting(
  text: string | undefined,
  file: string | undefined,
): Secret | undefined {
  const first = file ? contentOf(file) : text;
  if (first === undefined) return undefined;
  let last = first;
  return () => {
    if (file) last = contentOf(file) ?? last;
    return last;
  };
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
