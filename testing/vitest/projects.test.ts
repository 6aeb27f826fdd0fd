import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { filesByProject, projectOf } from "./projects.ts";

const folder = mkdtempSync(path.join(tmpdir(), "anyqta-projects-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["unit", 'import { seal } from "#lib/server/crypto/sealed-text.ts";'],
  ["unit", 'import type { Database } from "#lib/server/db/client.ts";'],
  ["unit", 'import { sampleAnswer } from "#testing/sample-payment.ts";'],
  ["db", 'import {\n  withDatabase,\n} from "#testing/databases/test-database.ts";'],
  ["db", 'import { database } from "#lib/server/db/client.ts";'],
  ["http", 'import { createServer } from "node:http";'],
  ["http", 'import { ScriptedBank } from "#testing/bank/scripted-bank.ts";'],
])("to %s belongs a test with %s", (project, source) => {
  const file = path.join(folder, "sample.test.ts");
  writeFileSync(file, `import { test } from "vitest";\n${source}\n`);
  expect(projectOf(file)).toBe(project);
});

test("a name that ends in .slow.test.ts decides before the imports", () => {
  expect(projectOf("lib/sample.slow.test.ts")).toBe("slow");
});

test("each project has files, and this one is a unit test", () => {
  const files = filesByProject();
  expect(Object.values(files).every(({ length }) => length > 0)).toBe(true);
  expect(files.unit).toContain("testing/vitest/projects.test.ts");
});
