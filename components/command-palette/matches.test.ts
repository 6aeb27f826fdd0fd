import { expect, test } from "vitest";
import { found } from "./matches.ts";

const ITEMS = [
  { id: "own", search: "Недавние 205218074 Оплачено" },
  { id: "dark", search: "Тема Тёмная тема Қараңғы тақырып Dark theme" },
  { id: "light", search: "Тема Светлая тема Ашық тақырып Light theme" },
  { id: "print", search: "Этот платёж Распечатать Басып шығару Print" },
];

test.each([
  ["", ["own", "dark", "light", "print"]],
  ["  ", ["own", "dark", "light", "print"]],
  ["2180", ["own"]],
  ["темная", ["dark"]],
  ["ТЁМНАЯ", ["dark"]],
  ["қараңғы", ["dark"]],
  ["theme light", ["light"]],
  ["theme", ["dark", "light"]],
  ["оплачено", ["own"]],
  // A part of a word, and the other alphabet.
  ["печать", ["print"]],
  ["raspechatat", ["print"]],
  ["karangy", ["dark"]],
  // The other keyboard layout: "печать" and "dark".
  ["gtxfnm", ["print"]],
  ["вфкл", ["dark"]],
  // A wrong, a missing and one letter too many.
  ["prunt", ["print"]],
  ["свелая", ["light"]],
  ["распечаттать", ["print"]],
  // Numbers are never guessed.
  ["205218075", []],
  ["nothing of the kind", []],
])("%j finds %j", (text, ids) => {
  expect(ITEMS.filter((item) => found(ITEMS, text).has(item)).map(({ id }) => id)).toEqual(ids);
});
