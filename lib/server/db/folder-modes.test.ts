import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tightenFolder } from "./folder-modes.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "anyqta-modes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const modeOf = (file: string) => (statSync(file).mode & 0o7777).toString(8);

/** A folder as a version before this made it, under the usual umask. */
function makeWide(): void {
  mkdirSync(at("pglite/base"), { recursive: true });
  for (const name of ["anyqta.lock", "pglite/PG_VERSION", "pglite/base/1"]) {
    writeFileSync(at(name), "");
    chmodSync(at(name), 0o644);
  }
  for (const name of ["", "pglite", "pglite/base"]) chmodSync(at(name), 0o755);
}

test("a folder that others may read is theirs no longer, and the second time nothing changes", () => {
  makeWide();
  expect(tightenFolder(folder)).toBe(6);
  expect(["", "pglite", "pglite/base"].map((name) => modeOf(at(name)))).toEqual([
    ...["700", "700", "700"],
  ]);
  expect(["anyqta.lock", "pglite/base/1"].map((name) => modeOf(at(name)))).toEqual(["600", "600"]);
  expect(tightenFolder(folder)).toBe(0);
});

test("what is not ours stays as it is, and so does the folder around it", () => {
  makeWide();
  writeFileSync(at("somebody-elses"), "");
  chmodSync(at("somebody-elses"), 0o644);
  expect(tightenFolder(folder)).toBe(5);
  expect([modeOf(folder), modeOf(at("somebody-elses"))]).toEqual(["755", "644"]);
});

test("a link leads to nothing that is changed", () => {
  const target = mkdtempSync(path.join(tmpdir(), "anyqta-target-"));
  chmodSync(target, 0o755);
  symlinkSync(target, at("anyqta-link"));
  tightenFolder(folder);
  expect(modeOf(target)).toBe("755");
  rmSync(target, { recursive: true });
});

test.runIf(process.getuid?.() === 0)(
  "a folder lets the user through who owns what is in it",
  () => {
    mkdirSync(at("postgres"));
    chownSync(at("postgres"), 65_534, 65_534);
    for (const name of ["", "postgres"]) chmodSync(at(name), 0o755);
    tightenFolder(folder);
    expect([modeOf(folder), modeOf(at("postgres"))]).toEqual(["711", "700"]);
  },
);

test("a folder that does not exist is none of ours", () => {
  expect(tightenFolder(at("nowhere"))).toBe(0);
});

test("a command makes a folder that is its user's alone, and mends an older one and says so", () => {
  const data = at("new/data");
  const run = (...given: readonly string[]) =>
    spawnSync(process.execPath, ["--conditions=react-server", "lib/commands/staff.ts", ...given], {
      env: { ...process.env, DATA_DIR: data },
      encoding: "utf8",
    });
  expect(run("add", "a@example.kz", "--role", "admin").stderr).toBe("");
  expect([modeOf(at("new")), modeOf(data)]).toEqual(["700", "700"]);
  chmodSync(data, 0o755);
  const mended = run("block", "a@example.kz");
  expect(mended.stderr).toMatch(/^DATA_DIR: other users could read .*tightened\.\n$/);
  expect(mended.stdout).toContain("is blocked");
  expect(modeOf(data)).toBe("700");
});
