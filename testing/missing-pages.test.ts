import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("every page that may turn out to be missing is drawn as the missing page then", () => {
  const pages = globSync("app/**/page.tsx").map((file) => ({
    file,
    source: readFileSync(file, "utf8"),
  }));
  const mayBeMissing = pages.filter(({ source }) => /requireActor\(|missingPage\(/.test(source));
  expect(mayBeMissing.length).toBeGreaterThan(10);
  const bare = mayBeMissing.filter(({ source }) => !source.includes("export default orMissing("));
  expect(bare.map(({ file }) => file)).toEqual([]);
});
