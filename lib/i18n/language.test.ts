import { describe, expect, test } from "vitest";
import { bentPlaceholdersIn, breakableIn, RETIRED, retiredIn } from "#testing/language-rules.ts";
import { LOCALES, type Locale } from "./locale.ts";
import { messagesOf } from "./messages.ts";
import { withFixedBlanks, withPlainBlanks } from "./non-breaking.ts";

/** Every text by its path. */
function flat(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const textsOf = (locale: Locale): [string, string][] => flat(messagesOf(locale));

/** The texts with a finding, and what was found. */
function findings(locale: Locale, look: (text: string, key: string) => string[]): string[] {
  return textsOf(locale).flatMap(([key, text]) =>
    look(text, key).map((found) => `${key}: ${found}`),
  );
}

describe.each(LOCALES)("the texts in %s", (locale) => {
  test("use no word that the glossary retired", () => {
    const plain = (text: string, key: string) => retiredIn(withPlainBlanks(text), locale, key);
    expect(findings(locale, plain)).toEqual([]);
  });

  test("make an exception only where it is still needed", () => {
    const texts = new Map(textsOf(locale));
    for (const { found, except = [] } of RETIRED[locale]) {
      for (const key of except) expect(withPlainBlanks(texts.get(key) ?? "")).toMatch(found);
    }
  });

  test("part no number from its unit, and no short word from the next", () => {
    expect(findings(locale, (text) => breakableIn(text, locale))).toEqual([]);
  });

  test("never ask a placeholder for a case ending", () => {
    expect(findings(locale, (text) => bentPlaceholdersIn(text, locale))).toEqual([]);
  });

  test("tell a customer first what happened to the money", () => {
    const { explain, reasons } = messagesOf(locale);
    const told = [
      ...Object.values(explain.situation).map(({ customer }) => customer),
      ...Object.values(reasons.customer),
    ];
    const first = told.map((text) => text.split(/(?<=\.)\s/u)[0] ?? "");
    expect(first.filter((sentence) => !/money|ден[еь]г|ақша/i.test(sentence))).toEqual([]);
    expect(told.length).toBeGreaterThan(40);
  });
});

describe("the rules find what they are for", () => {
  test.each([
    ["en", "The sums do not add up."],
    ["en", "Last known state"],
    ["en", "Settled; only a refund changes it"],
    ["en", "Links for outsiders"],
    ["en", "Merchant’s data"],
    ["en", "E-mail"],
    ["en", "The team's recent look-ups"],
    ["ru", "Последнее известное состояние"],
    ["ru", "Мы отменим резерв."],
    ["ru", "Номер заказа (счёта)"],
    ["ru", "Личные данные"],
    ["ru", "проверил(а) платёж"],
    ["ru", "A – как в слове Astana"],
    ["kk", "Шот нөмірі"],
    ["kk", "Ақша есептен шығарылды."],
    ["kk", "Сома бұғаттан шығарылды"],
    ["kk", "Күйі"],
    ["kk", "Төлем жасалды"],
    ["kk", "Сілтемені қайтарып алу"],
    ["kk", "картаның соңғы төрт саны"],
    ["kk", "{n} с бұрын"],
    ["kk", "Электрондық пошта"],
  ] as const)("a retired word (%s): %s", (locale, text) => {
    expect(retiredIn(text, locale)).toHaveLength(1);
  });

  test.each([
    ["en", "resets every 30 seconds"],
    ["ru", "30 минут"],
    ["ru", "{kilometres} км"],
    ["ru", "{count, plural, one {# раз} other {# раза}}"],
    ["ru", "1 марта"],
    ["ru", "23 400,00 ₸"],
    ["ru", "RRN — это номер"],
    ["ru", "ошибка на нашей стороне"],
    ["ru", "прошёл ли платёж"],
    ["kk", "24 сағат"],
    ["kk", "{seconds} секундтан кейін"],
    ["kk", "Бұл – қайшылық"],
    ["kk", "№ 5"],
  ] as const)("a blank at which a line may break (%s): %s", (locale, text) => {
    expect(breakableIn(text, locale)).not.toEqual([]);
    expect(breakableIn(withFixedBlanks(text, locale).replace(" ₸", "\u00a0₸"), locale)).toEqual([]);
  });

  test.each([
    ["en", "{count}s"],
    ["kk", "{name}-ға жіберу"],
    ["kk", "{terminal}дан сұрау"],
    ["kk", "{time} дейін"],
    ["kk", "{time} бастап"],
    ["kk", "{place}-сі"],
    ["kk", "{email} өзгерту"],
    ["kk", "«{name}»-дан шығу"],
    ["ru", "Войти через {name}"],
    ["ru", "Спросить банк о {invoice}"],
    ["ru", "Отключить {name}"],
    ["ru", "{name}-у не удалось"],
  ] as const)("a placeholder that needs a case ending (%s): %s", (locale, text) => {
    expect(bentPlaceholdersIn(text, locale)).not.toEqual([]);
  });

  test.each([
    ["kk", "{terminal} терминалынан сұрау"],
    ["kk", "Өзгерту: {email}"],
    ["kk", "бұл – {place}-төлем"],
    ["kk", "{invoice} туралы банктен сұрау"],
    ["kk", "{n} секундтан кейін"],
    ["ru", "Изменить: {email}"],
    ["ru", "Найдено на терминале {terminal}"],
    ["ru", "Действует до {time}"],
    ["ru", "Отключить сервис {name}"],
  ] as const)("but none that stands alone or has its noun (%s): %s", (locale, text) => {
    expect(bentPlaceholdersIn(text, locale)).toEqual([]);
  });
});

test("words go into files with plain blanks, so that people can filter by typing them", () => {
  const text = messagesOf("ru").badge.in_progress;
  expect(text).toBe("В\u00a0обработке");
  expect(withPlainBlanks(text)).toBe("В обработке");
});
