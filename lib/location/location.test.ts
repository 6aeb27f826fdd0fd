import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samplePayment } from "#testing/sample-payment.ts";
import { drawPlace } from "./drawing.ts";
import { countries, gapTo } from "./globe/globe.ts";
import { readLocation } from "./location.ts";

const { location: sample } = samplePayment();
const almaty = { ...sample, city: "Almaty", latitude: 43.2567, longitude: 76.9286 };

function read(changes: Partial<typeof sample>) {
  const { signals, ...reading } = readLocation({ ...sample, ...changes });
  return { ...reading, signals: signals.map(({ code, weight }) => `${weight}: ${code}`) };
}

describe("the place of a payment", () => {
  test("the bank's sample has Kazakhstan with Russia's placeholder coordinates: not known", () => {
    const reading = read({});
    expect(reading).toMatchObject({
      place: "not_known",
      named: "KZ",
      located: "RU",
      placeholder: { kind: "country", country: "RU" },
      signals: ["contradiction: country_differs", "note: placeholder"],
    });
    // On a finer map (Natural Earth 1:10 million) Kazakhstan begins some 900 km from there.
    expect(reading.gap?.to).toBe("edge");
    expect(reading.gap?.kilometres).toBeGreaterThan(800);
    expect(reading.gap?.kilometres).toBeLessThan(1_000);
  });

  test("coordinates in the named country are a point", () => {
    expect(read(almaty)).toMatchObject({ place: "point", located: "KZ", gap: null, signals: [] });
  });

  test("a city near a placeholder point is a point", () => {
    const amsterdam = { country: "Netherlands", latitude: 52.374, longitude: 4.8897 };
    expect(read(amsterdam)).toMatchObject({ place: "point", signals: [] });
  });

  test("a street in Moscow that is no placeholder contradicts as well", () => {
    expect(read({ latitude: 55.7601, longitude: 37.6187 })).toMatchObject({
      place: "not_known",
      placeholder: null,
      signals: ["contradiction: country_differs"],
    });
  });

  test.each([
    ["0/0", 0, 0, "note: zero"],
    ["the country's own stand-in", 48, 68, "note: placeholder"],
    ["whole degrees", 45, 70, "note: rounded"],
    ["999", 999, 76.9286, "check: impossible"],
    ["not a number", Number.NaN, 76.9286, "check: impossible"],
    ["half a pair", 43.2567, null, "check: incomplete"],
    ["a swapped pair", 76.9286, 43.2567, "check: swapped"],
  ])("%s gives the country only", (_title, latitude, longitude, signal) => {
    expect(read({ latitude, longitude })).toMatchObject({
      place: "country_only",
      named: "KZ",
      signals: [signal],
    });
  });

  test("an impossible pair is recognized as swapped", () => {
    const sydney = { country: "Australia", latitude: 151.2093, longitude: -33.8688 };
    expect(read(sydney)).toMatchObject({ point: null, signals: ["check: swapped"] });
  });

  test("coordinates at sea contradict the country", () => {
    expect(read({ latitude: 30.5, longitude: -40.5 })).toMatchObject({
      place: "not_known",
      located: null,
      signals: ["contradiction: on_no_land"],
    });
  });

  test("just beyond a coarse border is no contradiction", () => {
    // Khorgos, on the border with China.
    expect(read({ latitude: 44.21, longitude: 80.45 })).toMatchObject({ place: "point" });
  });

  test("the distance of a country that the map does not have is measured from its centre", () => {
    const singapore = { country: "Singapore", latitude: 1.2897, longitude: 103.8501 };
    expect(read(singapore)).toMatchObject({ place: "point", located: "SG" });
    const gap = read({ ...almaty, country: "Singapore" }).gap;
    expect(gap?.to).toBe("centre");
    expect(gap?.kilometres).toBeGreaterThan(4_500);
  });

  test.each([
    ["Russia", 44.95, 34.11],
    ["Ukraine", 44.95, 34.11],
    ["Taiwan", 25.03, 121.56],
    ["China", 25.03, 121.56],
  ])("a contested territory contradicts neither name: %s", (country, latitude, longitude) => {
    expect(read({ country, latitude, longitude })).toMatchObject({ place: "point", signals: [] });
  });

  test("without a known country, coordinates are not a point", () => {
    const bare = { ...almaty, country: null };
    expect(read(bare)).toMatchObject({
      place: "country_only",
      named: null,
      located: "KZ",
      signals: ["note: only_coordinates"],
    });
    expect(read({ ...bare, country: "Atlantis" }).signals).toEqual([
      "note: country_unknown",
      "note: only_coordinates",
    ]);
  });

  test("without any field the place is not known", () => {
    const nothing = { ip: null, country: null, latitude: null, longitude: null };
    expect(read(nothing)).toMatchObject({ place: "not_known", signals: ["note: no_place"] });
  });

  test.each(["10.0.0.1", "100.64.1.1", "127.0.0.1", "192.0.2.5", "fe80::1"])(
    "an address like %s makes the place not known, also if the fields agree",
    (ip) => {
      expect(read({ ...almaty, ip })).toMatchObject({
        place: "not_known",
        signals: ["check: address_not_customers"],
      });
    },
  );

  test("an unreadable address is a signal to check, and the place stays known", () => {
    expect(read({ ...almaty, ip: "somewhere" })).toMatchObject({
      place: "point",
      signals: ["check: address_invalid"],
    });
  });
});

describe("any strings and numbers", () => {
  const number = fc.option(
    fc.oneof(fc.double(), fc.double({ min: -90, max: 90, noNaN: true }), fc.integer()),
  );
  const country = fc.option(fc.oneof(fc.string(), fc.constantFrom("Kazakhstan", "Fiji", "SG")));

  test("are read and drawn, with a pin for a point only", () => {
    fc.assert(
      fc.property(fc.option(fc.string()), country, number, number, (ip, name, ...at) => {
        const [latitude, longitude] = at;
        const given = { ...sample, ip, country: name, latitude, longitude };
        const reading = readLocation(given);
        const drawing = drawPlace(reading);
        expect(drawing?.pin ?? null).toEqual(reading.place === "point" ? expect.anything() : null);
        expect(drawing?.land ?? "").not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 300 },
    );
  });

  test("the centre of a country is never far from it", () => {
    for (const { code, centre } of countries().values()) {
      const gap = gapTo(code, { latitude: centre[1], longitude: centre[0] });
      // The centres of Indonesia and Fiji are at sea, between the islands.
      expect(gap?.kilometres, code).toBeLessThan(1_000);
    }
  });
});

test("an address of the shop's own server is not the buyer's, and no place is stated by it", () => {
  const reading = readLocation({ ...sample }, { isOwnAddress: true });
  expect(reading.place).toBe("not_known");
  expect(reading.signals.map(({ code }) => code)).toContain("own_address");
  expect(reading.signals.map(({ code }) => code)).not.toContain("address_not_customers");
});
