import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** docs/ids.md explains every requirement that tests, comments and documents name by an id. */

const LIST = "docs/ids.md";
const ID = /\b(?:[FGAPKV]-\d\d|I[1-6])\b/g;

const listed = [...readFileSync(LIST, "utf8").matchAll(/^\| (\S+) \|/gm)]
  .map(([, id = ""]) => id)
  .filter((id) => /^(?:[FGAPKV]-\d\d|I[1-6])$/.test(id));
const used = new Set(
  globSync(["*.{md,ts}", "{app,bench,components,docs,e2e,lib,security,testing}/**/*.{md,ts,tsx}"])
    .filter((file) => file !== LIST)
    .flatMap((file) => idsIn(readFileSync(file, "utf8"))),
);

/** The ids in a text; "F-42..F-45" names all four. */
function idsIn(text: string): string[] {
  const ranges = [...text.matchAll(/\b([FGAPKV])-(\d\d)\.\.\1-(\d\d)\b/g)];
  const between = ranges.flatMap(([, letter, from, to]) =>
    Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, index) => `${letter}-${String(Number(from) + index).padStart(2, "0")}`,
    ),
  );
  return [...(text.match(ID) ?? []), ...between];
}

test("every id that is used is explained, once", () => {
  expect(used.size).toBeGreaterThan(150);
  expect([...used].filter((id) => !listed.includes(id)).sort()).toEqual([]);
  expect(listed).toEqual([...new Set(listed)]);
});

test("every id that is explained is used", () => {
  expect(listed.filter((id) => !used.has(id))).toEqual([]);
});
