import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseLocale, INTL_TAG, LOCALE_NAME, LOCALES } from "./locale.ts";

describe("the chosen language", () => {
  test.each(LOCALES)("%s takes precedence over the browser's languages", (locale) => {
    expect(chooseLocale(locale, "de, en;q=0.5, kk;q=0.7, ru;q=0.9")).toBe(locale);
  });

  test.each(["", "RU", "ru-RU", "kz", "../../etc", "__proto__", "constructor"])(
    "%j is not a supported language, so the browser's languages count",
    (chosen) => {
      expect(chooseLocale(chosen, "en")).toBe("en");
      expect(chooseLocale(chosen, null)).toBe("kk");
    },
  );
});

describe("the browser's languages", () => {
  test.each([
    ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
    ["en", "en"],
    ["EN-gb", "en"],
    ["kk-Cyrl-KZ", "kk"],
    ["de, en;q=0.5, kk;q=0.7", "kk"],
    ["en;q=0.5, ru;q=0.5", "en"],
    ["en;q=0.8,ru", "ru"],
    ["en ; q=0.3 , ru ; Q=0.4", "ru"],
    ["fr, *;q=0.5", "kk"],
    ["en;q=0, ru;q=0.1", "ru"],
    ["en;q=0.000, ru;q=0.001", "ru"],
    ["en;q=abc, ru;q=0.1", "ru"],
    ["en;q=, ru;q=0.1", "ru"],
    ["en;level=1;q=0.2, ru;q=0.3", "ru"],
    ["english, russian", "kk"],
    [",,;,", "kk"],
    ["", "kk"],
    [null, "kk"],
  ] as const)("%s give %s", (header, locale) => {
    expect(chooseLocale(undefined, header)).toBe(locale);
  });

  test("may contain any text", () => {
    const tags = fc.constantFrom("en", "ru", "kk", "de", "*", ",", ";", "q=", "0.5", "-", " ");
    const header = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(tags).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.option(fc.string(), { nil: undefined }), header, (chosen, wanted) => {
        expect(LOCALES).toContain(chooseLocale(chosen, wanted));
      }),
    );
  });
});

describe("each language", () => {
  const instant = new Date("2026-11-24T15:07:09Z");
  const style = { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Almaty" } as const;

  test.each(LOCALES)(
    "%s has a tag that Intl supports, with the day first and 24 hours",
    (locale) => {
      const tag = INTL_TAG[locale];
      expect(Intl.DateTimeFormat.supportedLocalesOf(tag)).toEqual([tag]);
      expect(tag.startsWith(`${locale}-`)).toBe(true);
      const written = new Intl.DateTimeFormat(tag, style).format(instant);
      expect(written).toMatch(/^24[./]11[./](20)?26,? 20:07$/);
    },
  );

  test("has a name of its own", () => {
    expect(new Set(LOCALES.map((locale) => LOCALE_NAME[locale])).size).toBe(LOCALES.length);
    expect(Object.keys(LOCALE_NAME)).toEqual([...LOCALES]);
  });
});
