import { expect, test } from "vitest";
import { escapeMarkup } from "./escape-markup.ts";

test("no text is read as markup, and nothing is escaped twice", () => {
  expect(escapeMarkup('<a href="?x=1&y=2">&amp;</a>')).toBe(
    "&lt;a href=&quot;?x=1&amp;y=2&quot;&gt;&amp;amp;&lt;/a&gt;",
  );
  expect(escapeMarkup("Айгүл №1")).toBe("Айгүл №1");
});
