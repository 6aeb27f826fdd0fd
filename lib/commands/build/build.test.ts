import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** Copies the settings as Next does, and a file that is not needed, then ends with the given code. */
const NEXT = `#!${process.execPath}
const { cpSync, mkdirSync, writeFileSync } = require("node:fs");
mkdirSync(".next/standalone/.next", { recursive: true });
mkdirSync(".next/static", { recursive: true });
writeFileSync(".next/standalone/server.js", "server");
for (const folder of ["", "docs/", ".next/", "node_modules/one/"]) {
  mkdirSync(".next/standalone/" + folder, { recursive: true });
  for (const name of [".env", ".env.production"]) cpSync(name, ".next/standalone/" + folder + name);
}
writeFileSync(".next/standalone/docs/notes.md", "traced by mistake");
process.exit(Number(process.env.NEXT_ENDS_WITH));
`;

/** Runs the build in a folder of its own with a stand-in for Next. */
function build({ nextEndsWith }: { nextEndsWith: number }) {
  const root = mkdtempSync(path.join(tmpdir(), "anyqta-build-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ["bin", "public", "lib/server/db/migrations"]) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  writeFileSync(path.join(root, "public/icon.svg"), "<svg/>");
  writeFileSync(path.join(root, "lib/server/db/migrations/0000.sql"), "select 1");
  for (const name of [".env", ".env.production"]) {
    writeFileSync(path.join(root, name), "EPAY_CLIENT_SECRET=planted");
  }
  writeFileSync(path.join(root, "bin/next"), NEXT);
  chmodSync(path.join(root, "bin/next"), 0o755);
  const { status } = spawnSync(process.execPath, [path.resolve("lib/commands/build.ts")], {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${path.join(root, "bin")}${path.delimiter}${process.env.PATH}`,
      NEXT_ENDS_WITH: String(nextEndsWith),
    },
  });
  return {
    status,
    files: readdirSync(path.join(root, ".next/standalone"), { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(path.join(root, ".next/standalone", name)).isFile())
      .sort(),
    settings: readdirSync(root).filter((name) => name.startsWith(".env")),
  };
}

test("the built folder holds no settings, and those of the checkout stay (A-61)", () => {
  expect(build({ nextEndsWith: 0 })).toEqual({
    status: 0,
    files: [
      "environment.js",
      "lib/server/db/migrations/0000.sql",
      "next-server.js",
      "public/icon.svg",
      "server.js",
    ],
    settings: [".env", ".env.production"],
  });
});

test("a build that fails leaves no settings behind either", () => {
  const { status, files } = build({ nextEndsWith: 7 });
  expect(status).toBe(7);
  expect(files).toEqual(["server.js"]);
});
