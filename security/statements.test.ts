import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The table of SECURITY.md says what is proven where: these hold it to its word. */

const rows = readFileSync("SECURITY.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, id = "", , state = "", tests = ""] = line.split("|").map((cell) => cell.trim());
    if (!/^([PKAV]-\d\d|I\d)$/.test(id)) return [];
    return [{ id, state, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file) }];
  });

describe("the table of statements", () => {
  test("names each once, with a state that says what is so", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, state } of rows) {
      expect(state, id).toMatch(/^(done|open: .+|does not apply.*: .+)/);
    }
  });

  test.each(rows)("$id: every test that is named carries it", ({ id, state, tests }) => {
    for (const file of tests) {
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, "utf8"), file).toMatch(new RegExp(`\\b${id}\\b`));
    }
    // Where no test can be named, the table says by what it is so.
    if (tests.length === 0) expect(state).toMatch(/:/);
  });
});
