import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folded } from "./folded.ts";

describe("folding", () => {
  test.each([
    ["AIGUL", "Айгуль", "Айгүл", "aigul", "AYGUL"],
    ["SADYKOVA", "Садыкова", "садықова"],
    ["Alena Semenova", "Алёна Семёнова", "Алена Семенова"],
    ["Kairat", "Қайрат", "Кайрат", "QAIRAT"],
    ["TIMUR ALI", "Тимур Әлі", "Тимур Али"],
    ["YERLAN", "Ерлан", "ERLAN"],
    ["ZHANAR", "Жанар", "JANAR"],
    ["ASSEL", "Асель", "Әсел"],
    ["KHASSEN", "Хасен", "HASEN"],
    ["OL'GA", "Ольга", "OLGA"],
    ["ALEXANDR SHCHERBAKOV", "Александр Щербаков"],
  ])("%s is found by every spelling", (...spellings) => {
    expect(new Set(spellings.map(folded)).size).toBe(1);
  });

  test.each([
    ["Али", "Алма"],
    ["Асан", "Осан"],
    ["22", "2"],
  ])("%s and %s stay apart", (one, other) => {
    expect(folded(one)).not.toBe(folded(other));
  });

  test("the end of a word stays its end, so that a search finds it", () => {
    const name = fc.stringMatching(/^[а-фц-цш-я]{2,12}$/);
    fc.assert(
      fc.property(name, fc.nat(6), (text, from) => {
        const part = text.slice(from);
        expect(folded(text).endsWith(folded(part))).toBe(true);
      }),
    );
  });
});
