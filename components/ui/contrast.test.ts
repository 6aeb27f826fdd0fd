import { describe, expect, test } from "vitest";
import { TONES } from "#lib/payment/status/badge.ts";
import { DARK, LIGHT } from "../../tailwind.config.ts";

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("contrast is measured as WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 10);
  expect(contrast("#123456", "#123456")).toBe(1);
  // The well-known lightest grey for text on white, and the one after it.
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("both themes have the same names, and nothing but six-digit colours", () => {
  expect(Object.keys(DARK)).toEqual(Object.keys(LIGHT));
  const colours = [...Object.values(LIGHT), ...Object.values(DARK)];
  expect(colours.filter((colour) => !/^#[\da-f]{6}$/.test(colour))).toEqual([]);
});

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("the %s theme", (_name, palette) => {
  const colour = (name: string) => palette[name] ?? "";

  test.each(TONES)("%s: text on tint and surface 4.5, edge beside tint and surface 3", (tone) => {
    const [ink, tint, edge] = ["ink", "tint", "edge"].map((part) => colour(`${tone}-${part}`));
    expect(contrast(ink ?? "", tint ?? "")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink ?? "", colour("surface"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(edge ?? "", tint ?? "")).toBeGreaterThanOrEqual(3);
    expect(contrast(edge ?? "", colour("surface"))).toBeGreaterThanOrEqual(3);
  });

  test("text reads on every ground", () => {
    for (const ground of ["canvas", "surface", "sunken"]) {
      for (const text of ["ink", "muted"]) {
        expect(
          contrast(colour(text), colour(ground)),
          `${text} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const ground of ["canvas", "surface"]) {
      expect(
        contrast(colour("accent"), colour(ground)),
        `accent on ${ground}`,
      ).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colour("accent-ink"), colour("accent"))).toBeGreaterThanOrEqual(4.5);
  });

  test("edges of controls and the focus ring are seen", () => {
    for (const line of ["line-strong", "focus"]) {
      for (const ground of ["canvas", "surface"]) {
        expect(
          contrast(colour(line), colour(ground)),
          `${line} on ${ground}`,
        ).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
