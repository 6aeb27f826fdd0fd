import { expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { breakableIn } from "#testing/language-rules.ts";
import { formatTime } from "./format.ts";

const instant = "2026-11-24T15:07:09Z";
const written = (locale: (typeof LOCALES)[number], style: "long" | "clock" | "short") =>
  formatTime(instant, { locale, timeZone: "Asia/Almaty", style });

test.each([
  ["kk", "2026\u00a0ж. 24\u00a0қараша, 20:07:09\u00a0GMT+5"],
  ["ru", "24\u00a0ноября 2026\u00a0г. в\u00a020:07:09\u00a0GMT+5"],
  ["en", "24\u00a0November 2026 at 20:07:09\u00a0GMT+5"],
] as const)("a moment in %s parts no number from its word", (locale, text) => {
  expect(written(locale, "long")).toBe(text);
  expect(breakableIn(text, locale)).toEqual([]);
});

test("a list's and a file's moment has plain blanks", () => {
  for (const locale of LOCALES) expect(written(locale, "short")).not.toContain("\u00a0");
});
