import { expect, test } from "vitest";
import type { PaletteItem } from "#lib/palette/palette.ts";
import { matching } from "./matches.ts";

const item = (id: string, label: string, search = ""): PaletteItem => ({
  id,
  icon: "look_up",
  label,
  lang: null,
  outcome: null,
  note: null,
  search,
  keys: [],
  action: { do: "help" },
});
const GROUPS = [
  { id: "own", title: "Недавние", items: [item("own-0", "205218074", "Оплачено")] },
  {
    id: "theme",
    title: "Тема",
    items: [
      item("dark", "Тёмная тема", "Қараңғы тақырып Dark theme"),
      item("light", "Светлая тема", "Ашық тақырып Light theme"),
    ],
  },
];
const found = (text: string, isOffered = (_: PaletteItem) => true) =>
  matching(GROUPS, text, isOffered).flatMap(({ items }) => items.map(({ id }) => id));

test.each([
  ["", ["own-0", "dark", "light"]],
  ["  ", ["own-0", "dark", "light"]],
  ["2180", ["own-0"]],
  ["темная", ["dark"]],
  ["ТЁМНАЯ", ["dark"]],
  ["қараңғы", ["dark"]],
  ["theme light", ["light"]],
  ["theme", ["dark", "light"]],
  ["оплачено", ["own-0"]],
  ["nothing of the kind", []],
])("%j finds %j", (text, ids) => {
  expect(found(text)).toEqual(ids);
});

test("what the page does not have is not offered, and an empty group is not shown", () => {
  expect(found("", ({ id }) => id === "light")).toEqual(["light"]);
  expect(matching(GROUPS, "theme", () => true).map(({ id }) => id)).toEqual(["theme"]);
});
