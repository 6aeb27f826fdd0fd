import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Tells whether the build in .next was made from the present sources, by a hash of everything that a
 * build may read. Modification times would not do, because each checkout sets new ones.
 */

const FINGERPRINT = ".next/fingerprint";
const SERVER = ".next/standalone/server.js";

/**
 * Names at the root that no build reads. All others are hashed, so that new folders and configuration
 * files need no entry here.
 */
const NOT_READ = new Set([
  ...[".git", ".ci", ".next", ".vitest", "node_modules", "next-env.d.ts", "tsconfig.tsbuildinfo"],
  ...["data", "test-results", "playwright-report", "screenshots", "README.png"],
  ...["bench", "deploy", "docs", "e2e", "testing", "biome.json", "vitest.config.ts"],
]);
const DOCUMENT_OR_TEST = /\.(md|test\.ts)$/;
/** Files of settings, which a build must not depend on (lib/commands/build.ts). */
const SETTINGS = /^\.env/;

/** Whether .next has a complete build of the present sources, packages and Node version. */
export function isBuildCurrent(root = "."): boolean {
  const file = path.join(root, FINGERPRINT);
  if (!existsSync(file) || !existsSync(path.join(root, SERVER))) return false;
  return readFileSync(file, "utf8") === fingerprint(root);
}

/**
 * Runs a build and saves its fingerprint. A build that fails, or during which a source changed, leaves
 * no fingerprint, so that the next command builds again.
 */
export function buildWithFingerprint(build: () => void, root = "."): void {
  const file = path.join(root, FINGERPRINT);
  rmSync(file, { force: true });
  const before = fingerprint(root);
  build();
  if (fingerprint(root) === before) writeFileSync(file, before);
}

function fingerprint(root: string): string {
  const hash = createHash("sha256");
  hash.update(`${process.version} ${process.platform} ${process.arch}`);
  for (const name of readdirSync(root).sort()) {
    if (!NOT_READ.has(name) && !SETTINGS.test(name)) add(hash, root, name);
  }
  // What npm installed, which may differ from the lock file.
  const installed = "node_modules/.package-lock.json";
  if (existsSync(path.join(root, installed))) add(hash, root, installed);
  return hash.digest("hex");
}

/** Adds a file, or all files of a folder, with their names and lengths. */
function add(hash: Hash, root: string, name: string): void {
  if (DOCUMENT_OR_TEST.test(name)) return;
  const place = path.join(root, name);
  if (statSync(place).isDirectory()) {
    for (const inner of readdirSync(place).sort()) add(hash, root, path.join(name, inner));
    return;
  }
  const content = readFileSync(place);
  hash.update(JSON.stringify([name, content.length])).update(content);
}
