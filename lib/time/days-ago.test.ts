import { expect, test } from "vitest";
import { daysAgo } from "./days-ago.ts";

const timeZone = "Asia/Almaty";
// 1 a.m. of the 29th in Almaty.
const now = new Date("2026-11-28T20:00:00Z");

test.each([
  ["2026-11-28T19:30:00Z", "today"],
  ["2026-11-28T18:59:00Z", "yesterday"],
  ["2026-11-26T10:00:00Z", "3 days ago"],
  ["2026-06-20T10:00:00Z", "5 months ago"],
  ["2022-11-15T10:00:00Z", "4 years ago"],
  ["2026-11-29T20:00:00Z", "tomorrow"],
])("%s is %s", (instant, said) => {
  const words = daysAgo(new Date(instant), { now, locale: "en", timeZone });
  expect(words.replaceAll("\u00a0", " ")).toBe(said);
});

test("in Kazakh and Russian, too", () => {
  const instant = new Date("2026-11-26T10:00:00Z");
  expect(daysAgo(instant, { now, locale: "ru", timeZone })).toMatch(/3.дня назад/);
  expect(daysAgo(instant, { now, locale: "kk", timeZone })).toMatch(/3.күн бұрын/);
});
