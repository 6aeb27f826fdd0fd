import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "anyqta-backup-"));
  // PostgreSQL's user passes here where root runs the tests.
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

interface Ended {
  status: number;
  output: string;
}

/** A folder of the test by its name. */
const at = (...names: string[]) => path.join(root, ...names);

const FOLDERS: Record<string, string> = { backup: "backup/", restore: "backup/" };

/** Runs one of the commands with a data folder. */
function run(command: string, words: string[], given: Record<string, string> = {}): Promise<Ended> {
  const file = `lib/commands/${FOLDERS[command] ?? ""}${command}.ts`;
  const env = { ...process.env, DATA_DIR: at("data"), ...given };
  return new Promise((resolve) => {
    const program = ["--conditions=react-server", file, ...words];
    execFile(process.execPath, program, { env }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

test("a database is backed up, restored elsewhere, and its audit log verifies", async () => {
  const add = await run("staff", ["add", "a@example.kz", "--role", "admin"]);
  expect(add).toMatchObject({ status: 0 });
  const made = await run("backup", [at("backups")]);
  expect(made).toMatchObject({ status: 0, output: expect.stringContaining("no tampering found") });
  const [name = ""] = readdirSync(at("backups"));
  expect(name).toMatch(/^anyqta-\d{8}T\d{6}Z$/);
  const elsewhere = { DATA_DIR: at("restored") };
  const restored = await run("restore", [at("backups", name)], elsewhere);
  expect(restored).toMatchObject({ status: 0 });
  const end = /The chain ends at (\S+)/.exec(restored.output)?.[1] ?? "";
  expect(made.output).toContain(end);
  const verified = await run("audit", ["verify", "--head", end], elsewhere);
  expect(verified).toMatchObject({ status: 0 });
  const again = await run("restore", [at("backups", name)], elsewhere);
  expect(again).toEqual({ status: 1, output: expect.stringMatching(/^DATA_DIR: .* not empty/) });

  // With another key it cannot be verified: the copy is kept, and that is said.
  const other = await run("backup", [at("others")], { AUDIT_KEY: "k".repeat(32) });
  expect(other).toMatchObject({ status: 1, output: expect.stringContaining("does NOT verify") });
  expect(readdirSync(at("others"))).toHaveLength(1);
});

test("what cannot be copied is told, and leaves nothing", async () => {
  const none = await run("backup", [at("backups")]);
  expect(none).toEqual({ status: 1, output: expect.stringMatching(/^DATA_DIR: there is no data/) });
  const within = await run("backup", [at("data/backups")]);
  expect(within).toEqual({ status: 1, output: expect.stringContaining("within DATA_DIR") });
  const other = await run("backup", [at("backups")], { DATABASE_URL: "postgres://a@b/c" });
  expect(other).toEqual({ status: 1, output: expect.stringMatching(/^DATABASE_URL: .*pg_dump/) });
  expect(existsSync(at("backups"))).toBe(false);
});
