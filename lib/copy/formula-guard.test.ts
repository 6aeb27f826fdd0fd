import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutFormula } from "./formula-guard.ts";

const STARTERS = [..."=+-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"];
const UNSEEN = [...' \u00a0\u0000\u001b\u200b\u202e\u2066\ufeff\u00ad\u3164"«»“”'];

/** Texts with many characters that matter to the guard. */
const rich = fc
  .array(
    fc.oneof(
      fc.constantFrom(...STARTERS, ...UNSEEN, ...",;\t\r\n'"),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** The first character that a spreadsheet reads in a cell if it skips invisible ones. */
function firstSeen(cell: string): string {
  return cell.replace(/^[\s\p{C}\p{Z}\p{DI}"«»“”]+/u, "").slice(0, 1);
}

test("no cell begins like a formula, with any separator and any skipped characters", () => {
  fc.assert(
    fc.property(rich, (text) => {
      const cells = withoutFormula(text).split(/[,;\t\r\n]/);
      expect(cells.map(firstSeen).filter((first) => STARTERS.includes(first))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("only apostrophes are added, and only where a formula could begin", () => {
  fc.assert(
    fc.property(rich, (text) => {
      expect(withoutFormula(text).replaceAll("'", "")).toBe(text.replaceAll("'", ""));
    }),
    { numRuns: 500 },
  );
  for (const harmless of ["a-b, c=d", "12:30", "Қазақстан", "", "a+b@c.kz", "https://x.kz/?a=1"]) {
    expect(withoutFormula(harmless)).toBe(harmless);
  }
});
