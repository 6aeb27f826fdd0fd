import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The table of SECURITY.md names a test for each statement: these check that it exists. */

const rows = readFileSync("SECURITY.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, id = "", , state = "", tests = ""] = line.split("|").map((cell) => cell.trim());
    if (!/^([PKAV]-\d\d|I\d)$/.test(id)) return [];
    return [{ id, state, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file) }];
  });

describe("the table of statements", () => {
  test("names each statement once, with a state", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, state } of rows) {
      expect(state, id).toMatch(/^(done|open: .+|does not apply.*: .+)/);
    }
  });

  test.each(rows)("$id: every test file that is named contains it", ({ id, state, tests }) => {
    for (const file of tests) {
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, "utf8"), file).toMatch(new RegExp(`\\b${id}\\b`));
    }
    // Without a test the table must give the reason.
    if (tests.length === 0) expect(state).toMatch(/:/);
  });
});
