import fc from "fast-check";
import { expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/locale.ts";
import { countryCode, countryName } from "./country-names.ts";
import { countries } from "./globe/globe.ts";

test.each([
  ["Kazakhstan", "KZ"],
  ["KAZAKHSTAN ", "KZ"],
  ["Казахстан", "KZ"],
  ["Қазақстан", "KZ"],
  ["Қазақстан Республикасы", "KZ"],
  ["Республика Казахстан", "KZ"],
  ["Republic of Kazakhstan", "KZ"],
  ["kz", "KZ"],
  ["KAZ", "KZ"],
  ["Russia", "RU"],
  ["Russian Federation", "RU"],
  ["Россия", "RU"],
  ["Ресей", "RU"],
  ["Кыргызстан", "KG"],
  ["Киргизия", "KG"],
  ["Қырғызстан", "KG"],
  ["Turkey", "TR"],
  ["Türkiye", "TR"],
  ["Turkiye", "TR"],
  ["Germany", "DE"],
  ["Myanmar", "MM"],
  ["Burma", "MM"],
  ["Iran, Islamic Republic of", "IR"],
  ["Korea, Republic of", "KR"],
  ["Moldova, Republic of", "MD"],
  ["The Netherlands", "NL"],
  ["Нидерланды", "NL"],
  ["США", "US"],
  ["Соединённые Штаты Америки", "US"],
  ["АҚШ", "US"],
  ["COTE D'IVOIRE", "CI"],
  ["Hong Kong", "HK"],
  ["Atlantis", null],
  ["European Union", null],
  ["constructor", null],
  ["x".repeat(1_000), null],
  [" ", null],
  ["", null],
  [null, null],
])("%s is the country %s", (name, code) => {
  expect(countryCode(name)).toBe(code);
});

test("every country of the map has a code; two of its 177 shapes share one with a neighbour", () => {
  expect(countries().size).toBe(175);
});

test("every country of the map is found by its name in every language", () => {
  for (const code of countries().keys()) {
    for (const locale of LOCALES) expect(countryCode(countryName(code, locale)), code).toBe(code);
  }
});

test("never throws for any text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => void countryCode(name)));
});
