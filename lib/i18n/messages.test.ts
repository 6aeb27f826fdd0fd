import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { chooseLocale, LOCALES } from "./locale.ts";
import { messagesOf } from "./messages.ts";

/** Every text by its path. */
function flat(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const texts = Object.fromEntries(
  LOCALES.map((locale) => [locale, new Map(flat(messagesOf(locale)))]),
);
const english = new Map(flat(messagesOf("en")));

/** Names that a text takes, in ICU's form: {name} or {name, plural, ...}. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => name ?? "");
}

describe("texts", () => {
  test.each(LOCALES)("%s has every text, with the same placeholders", (locale) => {
    const own = texts[locale] ?? new Map<string, string>();
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of own) {
      expect(text.trim(), key).not.toBe("");
      const wanted = new Set(placeholders(english.get(key) ?? ""));
      expect(new Set(placeholders(text)), `${locale} ${key}`).toEqual(wanted);
    }
  });

  test.each(LOCALES)("every text of %s formats", (locale) => {
    const failures: string[] = [];
    for (const [key, text] of texts[locale] ?? []) {
      const t = createTranslator({
        locale,
        messages: { text },
        onError: (error) => failures.push(`${key}: ${error.message}`),
      });
      t("text", Object.fromEntries(placeholders(text).map((name) => [name, 21])));
    }
    expect(failures).toEqual([]);
  });

  test("Kazakh is Kazakh, not the Russian text", () => {
    const same = [...english.keys()].filter((key) => {
      const kazakh = texts.kk?.get(key) ?? "";
      return kazakh === texts.ru?.get(key) && /[а-яё]{4}.* .*[а-яё]{4}/i.test(kazakh);
    });
    expect(same).toEqual([]);
    const all = [...(texts.kk?.values() ?? [])].join("");
    for (const letter of "әғқңөұүі") expect(all).toContain(letter);
  });
});

test.each([
  ["ru", "kk", "ru"],
  [undefined, "ru-RU,ru;q=0.9,en;q=0.8", "ru"],
  [undefined, "de, en;q=0.5, kk;q=0.7", "kk"],
  [undefined, "en;q=0, ru;q=0.1", "ru"],
  [undefined, null, "kk"],
  ["../../etc", "fr", "kk"],
] as const)("chosen %s with the browser's %s is %s", (chosen, header, locale) => {
  expect(chooseLocale(chosen, header)).toBe(locale);
});
