import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkSync } from "recheck";
import ts from "typescript";
import { expect, test } from "vitest";

/** Every regular expression of the product, with its file and line. */
function expressions(): { at: string; source: string; flags: string }[] {
  return ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
      .flatMap((name) => expressionsIn(path.join(folder, name))),
  );
}

function expressionsIn(file: string): { at: string; source: string; flags: string }[] {
  const found: { at: string; source: string; flags: string }[] = [];
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      found.push({ at: `${file}:${line + 1}`, source, flags });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/**
 * The checker reports these as cubic, because their repetition limits are large. They are bounded:
 * from each position they match at most 64 and 255 characters.
 */
const BOUNDED = ["lib/payment/masking/hide.ts", "lib/paste/address.ts"];

test("no regular expression takes more than quadratic time (A-53)", { timeout: 300_000 }, () => {
  const all = expressions();
  expect(all.length).toBeGreaterThan(50);
  const slow = all.flatMap(({ at, source, flags }) => {
    const verdict = checkSync(source, flags, { timeout: 60_000, randomSeed: 1 });
    if (verdict.status === "safe") return [];
    if (verdict.status === "unknown") return [{ at, source, summary: "unknown" }];
    const { complexity } = verdict;
    const isQuadratic = complexity.type === "polynomial" && complexity.degree <= 2;
    return isQuadratic ? [] : [{ at, source, summary: complexity.summary }];
  });
  const isKnown = ({ at, source }: { at: string; source: string }) =>
    BOUNDED.some((file) => at.startsWith(file)) && source.includes(",255}");
  expect(slow.filter((one) => !isKnown(one))).toEqual([]);
});
