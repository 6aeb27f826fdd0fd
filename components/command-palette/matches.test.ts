import { expect, test } from "vitest";
import { matches } from "./matches.ts";

const ITEMS = {
  own: "Недавние 205218074 Оплачено",
  dark: "Тема Тёмная тема Қараңғы тақырып Dark theme",
  light: "Тема Светлая тема Ашық тақырып Light theme",
};

test.each([
  ["", ["own", "dark", "light"]],
  ["  ", ["own", "dark", "light"]],
  ["2180", ["own"]],
  ["темная", ["dark"]],
  ["ТЁМНАЯ", ["dark"]],
  ["қараңғы", ["dark"]],
  ["theme light", ["light"]],
  ["theme", ["dark", "light"]],
  ["оплачено", ["own"]],
  ["nothing of the kind", []],
])("%j finds %j", (text, ids) => {
  const found = Object.entries(ITEMS).filter(([, search]) => matches({ search }, text));
  expect(found.map(([id]) => id)).toEqual(ids);
});
