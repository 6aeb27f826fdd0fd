import { expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { breakableIn } from "#testing/language-rules.ts";
import { formatRecent, formatTime } from "./format.ts";

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

test.each([
  ["2026-11-24T15:07:09Z", ["today 20:07", "сегодня 20:07", "бүгін 20:07"]],
  // Yesterday in Almaty, although the same day in UTC.
  ["2026-11-23T18:30:00Z", ["yesterday 23:30", "вчера 23:30", "кеше 23:30"]],
  ["2026-03-02T04:00:00Z", ["2 Mar, 09:00", "2 мар., 09:00", "2 нау., 09:00"]],
  ["2022-11-15T04:00:00Z", ["15 Nov 2022", "15 нояб. 2022", "2022 ж. 15 қар."]],
] as const)("a list says %s as shortly as the day allows", (instant, texts) => {
  const now = new Date("2026-11-24T18:59:00Z");
  const timeZone = "Asia/Almaty";
  const said = (["en", "ru", "kk"] as const).map((locale) =>
    formatRecent(instant, { locale, timeZone, now }),
  );
  expect(said).toEqual(texts);
});
