import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Makes the database that each application of the tests begins with a copy of: to make one takes a
 * second, to copy it a moment. In a process of its own, as Playwright cannot load server files.
 */
export default function prepare(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-empty-"));
  const command = ["--conditions=react-server", "testing/databases/make-empty.ts", folder];
  execFileSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  process.env.EMPTY_DATABASE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
