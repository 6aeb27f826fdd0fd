import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { licenseFile } from "#lib/commands/documents/license-texts.ts";
import { productionPackages } from "#lib/commands/documents/notices.ts";

const notices = readFileSync("THIRD-PARTY-NOTICES.md", "utf8");
const [, listed = ""] = notices.split("\n## Packages\n");

test("the notices name every package of a release in its version (else: npm run notices)", () => {
  const [own = ""] = listed.split("\n## Packages within Next\n");
  const titles = [...own.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, title]) => title);
  const locked = productionPackages(readFileSync("package-lock.json", "utf8"));
  expect(locked.length).toBeGreaterThan(100);
  expect(titles.sort()).toEqual(locked.map(({ title }) => title).sort());
});

test("every text that is linked stands in the notices", () => {
  const links = new Set([...listed.matchAll(/\]\(#text-(\d+)\)/g)].map(([, number]) => number));
  const headings = [...listed.matchAll(/^### Text (\d+)$/gm)].map(([, number]) => number);
  expect(links.size).toBeGreaterThan(5);
  expect(headings).toEqual([...links]);
});

test("every license has a name", () => {
  expect(notices).toContain(
    "- **png-js 2.0.0** (MIT, by its text). Copyright (c) 2017 Devon Govett",
  );
  expect(notices).not.toContain("(license as in its text)");
});

test("a lock file's packages for development are left out, a copy counts once, the order is fixed", () => {
  const lock = {
    packages: {
      "": { version: "0.0.1" },
      "node_modules/b": { version: "2.0.0", license: "ISC" },
      "node_modules/a/node_modules/b": { version: "2.0.0", license: "ISC" },
      "node_modules/a": { version: "1.0.0", optional: true, license: "MIT" },
      "node_modules/tool": { version: "1.0.0", dev: true },
    },
  };
  const found = productionPackages(JSON.stringify(lock));
  expect(found.map(({ title, license, isOptional }) => [title, license, isOptional])).toEqual([
    ["a 1.0.0", "MIT", true],
    ["b 2.0.0", "ISC", false],
  ]);
});

test("copyright lines are separated from the text, except where the sentence goes on", () => {
  const file = "MIT License\r\n\r\nCopyright (c) 2020 A\r\nCopyright 2021 B\r\n\r\nPermission is\n";
  expect(licenseFile(file)).toEqual({
    copyright: ["Copyright (c) 2020 A", "Copyright 2021 B"],
    text: "MIT License\n\nPermission is",
  });
  const sentence = "Copyright (c) 2003 by C. Vera is\na trademark of C.";
  expect(licenseFile(sentence)).toEqual({
    copyright: ["Copyright (c) 2003 by C. Vera is"],
    text: sentence,
  });
  const apache = "1. Grant of Copyright License.\nEND OF TERMS AND CONDITIONS\nCopyright 2024 D";
  expect(licenseFile(apache)).toEqual({
    copyright: ["Copyright 2024 D"],
    text: "1. Grant of Copyright License.\nEND OF TERMS AND CONDITIONS",
  });
});
