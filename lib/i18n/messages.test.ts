import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "./locale.ts";
import { messagesOf } from "./messages.ts";

/** Every text by its path. */
function flat(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const textsOf = (locale: Locale): [string, string][] => flat(messagesOf(locale));
const english = new Map(textsOf("en"));
const russian = new Map(textsOf("ru"));

/** Names that a text takes, with their types, in ICU's form: {name} or {name, plural, ...}. */
function placeholders(text: string): string[] {
  const found = [...text.matchAll(/\{(\w+)(?:\}|, *(\w+))/g)];
  return [...new Set(found.map(([, name, type]) => (type ? `${name} ${type}` : `${name}`)))].sort();
}

/** The text as next-intl writes it; throws where next-intl would only report. */
function format(locale: Locale, text: string, values: Record<string, string | number>): string {
  const onError = (error: Error) => {
    throw error;
  };
  return createTranslator({ locale, messages: { text }, onError })("text", values);
}

/** A value of its own for each placeholder, and `count` for each that is counted. */
function dummies(text: string, count: number): Record<string, string | number> {
  return Object.fromEntries(
    placeholders(text).map((one) => {
      const [name = "", type] = one.split(" ");
      return [name, type === "plural" ? count : `<${name}>`];
    }),
  );
}

describe.each(LOCALES)("the texts in %s", (locale) => {
  const texts = textsOf(locale);
  const counted = texts.filter(([, text]) => text.includes(", plural,"));

  test("are those of the English files, no more and no fewer", () => {
    expect(texts.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
    // A point in a key would be a step into an object for next-intl.
    expect(texts.filter(([key]) => !/^[\w-]+(\.[\w-]+)*$/.test(key))).toEqual([]);
  });

  test("take the same placeholders of the same types as the English ones", () => {
    const taken = texts.map(([key, text]) => [key, placeholders(text)]);
    const wanted = texts.map(([key]) => [key, placeholders(english.get(key) ?? "")]);
    expect(taken).toEqual(wanted);
    expect(counted.length).toBeGreaterThan(0);
  });

  test("say something, without stray blanks", () => {
    expect(texts.filter(([, text]) => !/\S/.test(text))).toEqual([]);
    expect(texts.filter(([, text]) => /^\s|\s$|\s{2}|[\n\r\t]/.test(text))).toEqual([]);
  });

  test.each([0, 1, 2, 5, 11, 21, 1.5])(
    "all format, with %d where something is counted",
    (count) => {
      for (const [key, text] of texts) {
        const values = dummies(text, count);
        const written = format(locale, text, values);
        for (const [name, value] of Object.entries(values)) {
          const shown =
            typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
          expect(written, `${key} shows ${name}`).toContain(shown);
        }
        expect(written, key).not.toMatch(/[{}#]|\bplural\b|\bother\b.*\{/);
        if (Object.keys(values).length === 0) expect(written, key).toBe(text);
      }
    },
  );

  test("refuse to be written without a value that they take", () => {
    for (const [key, text] of texts.filter(([, one]) => placeholders(one).length > 0)) {
      expect(() => format(locale, text, {}), key).toThrow();
    }
  });

  test("have a form for each way in which the language counts, and no other", () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const [key, text] of counted) {
      const forms = [...text.matchAll(/(\S+) \{(?=[^{}]*#)/g)].map(([, form]) => form);
      expect([key, ...forms.sort()]).toEqual([key, ...[...pluralCategories].sort()]);
    }
  });
});

test.each([
  [1, "Ещё 1\u00a0поле не\u00a0показано"],
  [3, "Ещё 3\u00a0поля не\u00a0показаны"],
  [11, "Ещё 11\u00a0полей не\u00a0показано"],
  [21, "Ещё 21\u00a0поле не\u00a0показано"],
])("Russian counts %i rightly", (count, text) => {
  expect(format("ru", russian.get("fields.more_fields") ?? "", { count })).toBe(text);
});

describe("Kazakh is Kazakh, not the Russian text (K-05)", () => {
  const kazakh = textsOf("kk");
  const inCyrillic = kazakh.filter(([, text]) => /\p{Script=Cyrillic}/u.test(text));

  test("and the two share single words only, few of them", () => {
    const same = inCyrillic.filter(([key, text]) => russian.get(key) === text);
    const words = (text: string) => text.match(/\p{Script=Cyrillic}+/gu) ?? [];
    expect(same.filter(([, text]) => words(text).length > 1)).toEqual([]);
    expect(same.length / inCyrillic.length).toBeLessThan(0.05);
  });

  test("and nearly every sentence has a letter of its own", () => {
    const sentences = inCyrillic.filter(([, text]) => text.length > 25);
    const own = sentences.filter(([, text]) => /[әғқңөұүһі]/i.test(text));
    expect(own.length / sentences.length).toBeGreaterThan(0.95);
    const all = kazakh.map(([, text]) => text).join("");
    for (const letter of "әғқңөұүі") expect(all).toContain(letter);
  });
});

test("each alphabet stays in its language, and no look-alike letter slips into a word", () => {
  const cyrillic = /\p{Script=Cyrillic}/u;
  const names = /Қазақша|Русский/g;
  expect([...english].filter(([, text]) => cyrillic.test(text.replace(names, "")))).toEqual([]);
  const foreign = [...russian].filter(([, text]) => /[әғқңөұүһі]/i.test(text.replace(names, "")));
  expect(foreign).toEqual([]);
  const mixed = /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u;
  expect([...russian, ...textsOf("kk")].filter(([, text]) => mixed.test(text))).toEqual([]);
});
