import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * A folder with an embedded database of empty tables, for tests to copy: to make one takes seconds, to
 * copy it a moment. In a process of its own, as what prepares tests cannot load server files.
 */
export function makeEmptyEmbedded(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-empty-"));
  const command = ["--conditions=react-server", "testing/databases/make-empty.ts", folder];
  execFileSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  return folder;
}
