import { expect, test } from "vitest";
import { listPath, readListQuery } from "./query.ts";
import { isSameView, presetDays, readyView } from "./ready-views.ts";

test("a ready view keeps the chosen columns and nothing else", () => {
  const { query } = readListQuery({ columns: "state,rrn", state: "paid", q: "9821" });
  expect(listPath(readyView("held", query))).toBe(
    "/transactions?state=held&sort=paid&columns=invoice%2Cstate%2Crrn",
  );
});

test("a view is recognised by its filters, in whatever order it is sorted", () => {
  const { query } = readListQuery({ state: "held", sort: "-amount", columns: "state" });
  expect(isSameView(query, readyView("held", query))).toBe(true);
  expect(isSameView(query, readyView("all", query))).toBe(false);
  const days = readListQuery({ state: "held", looked_from: "2026-11-01" }).query;
  expect(isSameView(days, readyView("held", days))).toBe(false);
});

test("ranges of days end today and cross months", () => {
  expect(presetDays("today", "2026-03-01")).toEqual({ from: "2026-03-01", to: "2026-03-01" });
  expect(presetDays("yesterday", "2026-03-01")).toEqual({ from: "2026-02-28", to: "2026-02-28" });
  expect(presetDays("last_7", "2026-03-01")).toEqual({ from: "2026-02-23", to: "2026-03-01" });
  expect(presetDays("last_30", "2026-01-10")).toEqual({ from: "2025-12-12", to: "2026-01-10" });
});
