import { readFileSync } from "node:fs";

/** A secret that is given as text or, better, in a file, which then counts; undefined when it has none. */
export function secretSetting(
  text: string | undefined,
  file: string | undefined,
): string | undefined {
  if (!file) return text;
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
