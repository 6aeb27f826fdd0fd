import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { geography } from "./geography.ts";
import { countryByName, readPlace } from "./location.ts";
import { samplePayment } from "./sample-payment.ts";

const { location: sample } = samplePayment();
const almaty = { ...sample, city: "Almaty", latitude: 43.2567, longitude: 76.9286 };

function read(changes: Partial<typeof sample>) {
  return readPlace({ ...sample, ...changes }, geography);
}

describe("the place of a payment", () => {
  test("the bank's sample says Kazakhstan with Russia's stand-in coordinates: not known", () => {
    const reading = read({});
    expect(reading).toMatchObject({
      certainty: "not_known",
      named: "KZ",
      located: "RU",
      signals: ["placeholder", "country_differs"],
    });
    expect(reading.apartKilometres).toBeGreaterThan(700);
    expect(reading.apartKilometres).toBeLessThan(1_300);
  });

  test("coordinates that agree with the country are a point", () => {
    expect(read(almaty)).toMatchObject({ certainty: "point", located: "KZ", signals: [] });
  });

  test("a city near a stand-in point is still a city", () => {
    const amsterdam = { country: "Netherlands", latitude: 52.374, longitude: 4.8897 };
    expect(read(amsterdam)).toMatchObject({ certainty: "point", signals: [] });
  });

  test("0/0 and no coordinates leave the country only", () => {
    expect(read({ latitude: 0, longitude: 0 })).toMatchObject({
      certainty: "country_only",
      located: null,
      signals: ["zero_coordinates"],
    });
    expect(read({ latitude: null, longitude: null }).certainty).toBe("country_only");
  });

  test("swapped coordinates are noticed", () => {
    const reading = read({ latitude: 76.9286, longitude: 43.2567 });
    expect(reading.certainty).not.toBe("point");
  });

  test("nothing stated is nothing known", () => {
    const reading = read({ ip: null, country: null, latitude: null, longitude: null });
    expect(reading).toMatchObject({ certainty: "not_known", address: "none", version: null });
    expect(reading.signals).toEqual(["no_place"]);
  });

  test.each([
    ["8.8.8.8", "public", 4],
    ["10.1.2.3", "private", 4],
    ["192.168.0.1", "private", 4],
    ["127.0.0.1", "private", 4],
    ["100.64.1.1", "shared", 4],
    ["192.0.2.5", "reserved", 4],
    ["2a02:6b8::1", "public", 6],
    ["2001:db8::1", "reserved", 6],
    ["fe80::1", "private", 6],
    ["::ffff:10.0.0.1", "private", 4],
    ["somewhere", "invalid", null],
  ])("the address %s is %s", (ip, address, version) => {
    expect(read({ ...almaty, ip })).toMatchObject({ address, version });
  });

  test("of several addresses the first is read, and they are named", () => {
    expect(read({ ...almaty, ip: "8.8.8.8, 10.0.0.1" })).toMatchObject({
      address: "public",
      signals: ["several_addresses"],
    });
  });

  test("a hidden address keeps its class", () => {
    expect(read({ ...almaty, ip: "46.148.•••.•••" })).toMatchObject({ address: "public" });
    expect(read({ ...almaty, ip: "192.168.•••.•••" })).toMatchObject({ address: "private" });
    expect(read({ ...almaty, ip: "2a02:6b8:0:1::•••:•••" })).toMatchObject({ address: "public" });
  });

  test("an inner address makes the place worthless, however well it agrees", () => {
    expect(read({ ...almaty, ip: "10.0.0.1" }).certainty).toBe("not_known");
  });

  test.each([
    ["Kazakhstan", "KZ"],
    ["Казахстан", "KZ"],
    ["Қазақстан", "KZ"],
    ["kz", "KZ"],
    ["Russian Federation", "RU"],
    ["Нидерланды", "NL"],
    ["Atlantis", null],
    ["", null],
  ])("%s is the country %s", (name, code) => {
    expect(countryByName(name)).toBe(code);
  });

  test("no text and no number throws", () => {
    const number = fc.option(fc.double());
    fc.assert(
      fc.property(fc.option(fc.string()), fc.option(fc.string()), number, number, (...given) => {
        const [ip, country, latitude, longitude] = given;
        expect(read({ ip, country, latitude, longitude }).signals).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
