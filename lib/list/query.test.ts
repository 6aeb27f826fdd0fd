import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST_PATH, safePath } from "#lib/http/safe-path.ts";
import { contextOf, readContext } from "./context.ts";
import {
  COLUMNS,
  cursorText,
  isFiltered,
  listParameters,
  listPath,
  MOST_INVOICES,
  NO_FILTERS,
  parametersOf,
  parseCursor,
  readListQuery,
} from "./query.ts";

describe("the query of the list", () => {
  test("the longest list, with filters, is a way back through the sign-in", () => {
    const invoices = Array.from({ length: MOST_INVOICES }, (_, place) =>
      `${place}`.padStart(64, "A"),
    );
    const filters =
      "state=paid&state=held&paid_from=2026-01-01&paid_to=2026-12-31&min=1.00&sort=-amount";
    const { query } = readListQuery(
      parametersOf(new URLSearchParams(`invoices=${invoices}&${filters}&columns=${COLUMNS}`)),
    );
    expect(query.invoices).toEqual(invoices);
    const path = listPath(query);
    expect(safePath(path)).toBe(path);
    expect(readContext(listParameters(query).toString(), "1")).not.toBeNull();
  });

  test.each([
    ["", ""],
    ["state=paid,held&state=paid", "state=paid&state=held"],
    ["min=12 500,50&max=", "min=12500.5"],
    ["sort=-looked&columns=", ""],
    ["columns=rrn&columns=state", "columns=invoice%2Cstate%2Crrn"],
    ["invoices=000123,A-1,000123", "invoices=000123%2CA-1"],
    ["issuer=Bank, Ltd", "issuer=Bank%2C+Ltd"],
    ["paid_from=2024-02-29", "paid_from=2024-02-29"],
    ["q=%20%20218074%20", "q=218074"],
    ["after=5_7", "after=5_7"],
  ])("%s is written as %s", (given, written) => {
    const { query, problems } = readListQuery(parametersOf(new URLSearchParams(given)));
    expect(problems).toEqual([]);
    expect(listParameters(query).toString()).toBe(written);
  });

  test.each([
    ["state=paid,nonsense", ["state"]],
    ["finality=no_answer", ["finality"]],
    ["paid_from=2026-02-30&paid_to=yesterday", ["paid_from", "paid_to"]],
    ["paid_from=0001-01-01&paid_to=9999-12-31", ["paid_from", "paid_to"]],
    ["min=abc&max=1e400", ["min", "max"]],
    ["sort=name", ["sort"]],
    ["columns=cardID", ["columns"]],
    ["invoices=../1,../2", ["invoices"]],
    ["invoices=4111111111111111", ["invoices"]],
    ["find=a b", ["find"]],
    [`q=${"9".repeat(201)}`, ["q"]],
    ["after=1;drop", ["after"]],
  ])("%s: invalid parameters are named and ignored", (given, named) => {
    const { query, problems } = readListQuery(parametersOf(new URLSearchParams(given)));
    expect(problems).toEqual(named);
    expect(isFiltered(query)).toBe(given.startsWith("state="));
  });

  test("of several invoices the good ones are kept, also one with the form of an old card number", () => {
    const given = "205218074,4111111111111111,4870000000036";
    const { query, problems } = readListQuery({ invoices: given });
    expect(query.invoices).toEqual(["205218074", "4870000000036"]);
    expect(problems).toEqual(["invoices"]);
  });

  test("any parameters are read, and the result is read again as the same (A-52)", () => {
    const name = fc.constantFrom(
      ..."q find invoices state finality issuer country paid_from min sort columns after before __proto__".split(
        " ",
      ),
    );
    const given = fc.dictionary(name, fc.oneof(fc.string(), fc.array(fc.string())));
    fc.assert(
      fc.property(given, (parameters) => {
        const { query } = readListQuery(parameters);
        const again = readListQuery(parametersOf(listParameters(query)));
        expect(again).toEqual({ query, problems: [] });
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  test("a change overrides the query", () => {
    const { query } = readListQuery({ state: "paid", after: "5_7" });
    expect(listPath(query, { place: null, sort: "amount" })).toBe(
      "/transactions?state=paid&sort=-amount",
    );
    expect(listPath(NO_FILTERS)).toBe("/transactions");
  });
});

test("a cursor is written and read, and no other text is read as one", () => {
  expect(parseCursor(cursorText({ value: -9_007_199_254_740_991, id: 12 }))).toEqual({
    value: -9_007_199_254_740_991,
    id: 12,
  });
  for (const text of [
    "",
    "1",
    "1_",
    "_1",
    "1_2_3",
    "1.5_2",
    "1_-2",
    "٣_2",
    `${"9".repeat(17)}_1`,
    `${"9".repeat(16)}_1`,
  ]) {
    expect(parseCursor(text), text).toBeNull();
  }
});

describe("the list that a payment was opened from", () => {
  const context = { query: "state=paid&sort=amount", ids: [1, 35, 36, 1_000_000] };
  test("is written into the URL and read again", () => {
    const { list, rows } = contextOf(context);
    expect(rows).toBe("1.z.10.lfls");
    expect(readContext(list, rows)).toEqual(context);
  });
  test.each([
    [undefined, "1"],
    ["state=paid", undefined],
    ["state=paid", ["1", "2"]],
    ["state=paid", "1..2"],
    ["state=paid", "1;2"],
    ["state=paid", "zzzzzzzzzzz"],
    ["state=paid", Array(101).fill("1").join(".")],
    ["x".repeat(LONGEST_PATH + 1), "1"],
  ])("is null for parameters that Anyqta does not write: %j, %j", (list, rows) => {
    expect(readContext(list, rows)).toBeNull();
  });
});
