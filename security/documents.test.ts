import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";

/** The documents name pages, files, commands and packages: all of them exist. */

/** Texts of licenses, written by others. */
const NOTICES = "THIRD-PARTY-NOTICES.md";
const PAGES = globSync(["*.md", "bench/*.md", "docs/**/*.md"])
  .filter((page) => page !== NOTICES)
  .map((page) => ({ page, text: readFileSync(page, "utf8") }));
const packageJson = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
    overrides: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

/** What the pattern's group names in any page and `exists` does not know, as "page: name". */
function missing(pattern: RegExp, exists: (name: string, folder: string) => boolean): string[] {
  return PAGES.flatMap(({ page, text }) =>
    [...text.matchAll(pattern)]
      .map(([, name = ""]) => name)
      .filter((name) => !exists(name, path.dirname(page)))
      .map((name) => `${page}: ${name}`),
  );
}

describe("what the documents name", () => {
  test("every relative link leads to a file", () => {
    const link = /\]\((?!https?:|#)([^)#\s]+)/g;
    expect(missing(link, (to, folder) => existsSync(path.join(folder, to)))).toEqual([]);
  });

  test("every path of a source exists", () => {
    const source =
      /`((?:app|bench|components|deploy|docs|e2e|lib|security|testing)\/[^`\s*<>{}]*)`/g;
    expect(missing(source, (file) => existsSync(file))).toEqual([]);
  });

  test("every npm script exists", () => {
    expect(missing(/`npm run ([\w:-]+)/g, (name) => name in packageJson.scripts)).toEqual([]);
    expect(missing(/^(?:.* )?npm run ([\w:-]+)/gm, (name) => name in packageJson.scripts)).toEqual(
      [],
    );
  });

  test("every setting exists", () => {
    const settings = readFileSync(".env.example", "utf8");
    const setting = /`((?:EPAY|OIDC|NEXTAUTH|AUDIT|FACTOR|LIMIT)_[A-Z_]+[A-Z])\b/g;
    expect(missing(setting, (name) => settings.includes(name.replace(/_FILE$/, "")))).toEqual([]);
  });
});

test("lines of prose are at most 120 characters long", () => {
  // npm run docs writes the page of the settings.
  const written = PAGES.filter(({ page }) => page !== "docs/settings.md");
  const long = written.flatMap(({ page, text }) =>
    text
      .split("\n")
      .filter((line) => line.length > 120 && !line.startsWith("|"))
      .map((line) => `${page}: ${line}`),
  );
  expect(long).toEqual([]);
});

test("docs/dependencies.md has a line for each direct package, and no other", () => {
  const { dependencies, devDependencies, optionalDependencies, overrides } = packageJson;
  const lines = readFileSync("docs/dependencies.md", "utf8").split("\n");
  const named = lines.flatMap((line) => {
    const [, cell = ""] = line.split("|");
    return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  });
  const direct = { ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides };
  expect([...new Set(named)].sort()).toEqual(Object.keys(direct).sort());
});

test("docs/decisions/README.md lists every decision", () => {
  const index = readFileSync("docs/decisions/README.md", "utf8");
  const pages = globSync("docs/decisions/[0-9]*.md").map((file) => path.basename(file));
  expect(pages.length).toBeGreaterThan(40);
  expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
});

test("docs/field-reports.md has each report once, with tests that exist", () => {
  const rows = readFileSync("docs/field-reports.md", "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, number = ""]) => /^X?\d+$/.test(number));
  const numbered = (mark: string, count: number) =>
    Array.from({ length: count }, (_, place) => `${mark}${place + 1}`);
  expect(rows.map(([, number]) => number)).toEqual([...numbered("", 42), ...numbered("X", 13)]);
  const wrong = rows.filter(([, , met = "", done = "", tests = ""]) => {
    const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
    return met === "" || done === "" || files.length === 0 || !files.every(existsSync);
  });
  expect(wrong).toEqual([]);
});
