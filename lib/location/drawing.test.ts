import { describe, expect, test } from "vitest";
import { samplePayment } from "#testing/sample-payment.ts";
import { drawPlace } from "./drawing.ts";
import { countries } from "./globe/globe.ts";
import { readLocation } from "./location.ts";
import { PathText } from "./path-text.ts";

const { location: sample } = samplePayment();

function draw(changes: Partial<typeof sample>) {
  return drawPlace(readLocation({ ...sample, ...changes }));
}

function roles(drawing: ReturnType<typeof draw>) {
  return drawing?.areas.map(({ code, role }) => `${code} ${role}`);
}

describe("the picture of a place", () => {
  test("of the sample shows both countries and no pin", () => {
    const drawing = draw({});
    expect(roles(drawing)).toEqual(["KZ named", "RU located"]);
    expect(drawing?.pin).toBeNull();
  });

  test("of Almaty has a pin, in the country's south-east", () => {
    const drawing = draw({ latitude: 43.2567, longitude: 76.9286 });
    expect(roles(drawing)).toEqual(["KZ named"]);
    expect(drawing?.pin?.x).toBeGreaterThan(300);
    expect(drawing?.pin?.y).toBeGreaterThan(150);
  });

  test("of 0/0, swapped or impossible coordinates shows only the country", () => {
    for (const [latitude, longitude] of [
      [0, 0],
      [76.9286, 43.2567],
      [999, 76.9286],
    ] as const) {
      const drawing = draw({ latitude, longitude });
      expect(roles(drawing)).toEqual(["KZ named"]);
      expect(drawing?.pin).toBeNull();
    }
  });

  test("of a country that the map does not have is a circle", () => {
    const drawing = draw({ country: "Singapore", latitude: null, longitude: null });
    expect(drawing?.circles).toMatchObject([{ code: "SG", role: "named" }]);
  });

  test("does not exist without a place", () => {
    expect(draw({ country: null, latitude: null, longitude: null })).toBeNull();
  });

  test("stays small for every country", () => {
    for (const code of countries().keys()) {
      for (const at of [{}, { latitude: null, longitude: null }]) {
        const drawing = draw({ ...at, country: code });
        const paths = [drawing?.land ?? "", ...(drawing?.areas.map(({ path }) => path) ?? [])];
        expect(paths.join("").length, code).toBeLessThan(22_000);
      }
    }
  });
});

test("a path has steps of whole half pixels, and no invisible steps", () => {
  const text = new PathText();
  text.moveTo(10.04, 20);
  for (const [x, y] of [
    [10.3, 20.2],
    [15, 19.5],
    [15.25, 30],
  ] as const) {
    text.lineTo(x, y);
  }
  text.closePath();
  // A ring without visible steps.
  text.moveTo(1, 1);
  text.lineTo(1.2, 1.2);
  text.closePath();
  expect(text.toString()).toBe("M20 40l10-1 1 21z");
});
