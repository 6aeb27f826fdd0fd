import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildWithFingerprint, isBuildCurrent } from "./fingerprint.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "anyqta-build-"));
  put("lib/one.ts", "1");
  put("package-lock.json", "{}");
  put("node_modules/.package-lock.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(name: string, content: string): void {
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
}

const build = () => put(".next/standalone/server.js", "server");

test("a build is current until a source changes, and again when the change is undone", () => {
  expect(isBuildCurrent(root)).toBe(false);
  buildWithFingerprint(build, root);
  expect(isBuildCurrent(root)).toBe(true);
  put("lib/one.ts", "2");
  expect(isBuildCurrent(root)).toBe(false);
  put("lib/one.ts", "1");
  expect(isBuildCurrent(root)).toBe(true);
});

test.each([
  "lib/two.ts",
  "a-new-folder/page.tsx",
  "public/icon.svg",
  "a-new-tool.config.mjs",
  "package-lock.json",
  "node_modules/.package-lock.json",
])("%s, new or changed, makes a build stale", (name) => {
  buildWithFingerprint(build, root);
  put(name, "changed");
  expect(isBuildCurrent(root)).toBe(false);
});

test.each([
  "e2e/look-up.spec.ts",
  "lib/one.test.ts",
  "README.md",
  "docs/settings.md",
  "testing/actor.ts",
  // A build holds no settings.
  ".env",
  ".env.production",
])("%s leaves a build current", (name) => {
  buildWithFingerprint(build, root);
  put(name, "changed");
  expect(isBuildCurrent(root)).toBe(true);
});

test("a removed file makes a build stale, a new modification time does not", () => {
  put("lib/two.ts", "2");
  buildWithFingerprint(build, root);
  utimesSync(path.join(root, "lib/one.ts"), 1, 1);
  expect(isBuildCurrent(root)).toBe(true);
  rmSync(path.join(root, "lib/two.ts"));
  expect(isBuildCurrent(root)).toBe(false);
});

test("a build that fails, lacks its server or saw a source change is not current", () => {
  buildWithFingerprint(build, root);
  const fail = () => {
    throw new Error("the build failed");
  };
  expect(() => buildWithFingerprint(fail, root)).toThrow("the build failed");
  expect(isBuildCurrent(root)).toBe(false);
  buildWithFingerprint(() => {
    build();
    put("lib/one.ts", "2");
  }, root);
  expect(isBuildCurrent(root)).toBe(false);
  buildWithFingerprint(build, root);
  rmSync(path.join(root, ".next/standalone/server.js"));
  expect(isBuildCurrent(root)).toBe(false);
});
