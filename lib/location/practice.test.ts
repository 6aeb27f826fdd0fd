import { describe, expect, test } from "vitest";
import { PLACE } from "#lib/practice-bank/scenarios/place.ts";
import { readPayment } from "#testing/bank/sample-answer.ts";
import { readLocation } from "./location.ts";

/** The expected place of each practice number of the group "Location", read by the real client. */
const EXPECTED = {
  "10000601": { place: "point", named: "KZ", signals: [] },
  "10000602": { place: "not_known", located: "RU", signals: ["country_differs", "placeholder"] },
  "10000603": { place: "not_known", point: null, signals: ["zero"] },
  "10000604": {
    place: "not_known",
    point: null,
    signals: ["address_not_customers", "zero"],
  },
  // The practice address is from the network for documentation (RFC 3849).
  "10000605": { place: "not_known", named: "KZ", signals: ["address_not_customers"] },
  "10000606": { place: "point", named: "NL", signals: [] },
  "10000607": { place: "not_known", named: null, point: null, signals: ["no_place"] },
  "10000608": { place: "country_only", named: "KZ", located: null, signals: ["swapped"] },
  // The bank client drops impossible coordinates, so one of the pair is left.
  "10000609": { place: "country_only", named: "KZ", point: null, signals: ["incomplete"] },
  "10000610": { place: "point", named: "KZ", signals: ["several_addresses"] },
};

describe("the practice bank's places", () => {
  test("this test has every number of the group", () => {
    expect(PLACE.map(({ invoice }) => invoice)).toEqual(Object.keys(EXPECTED));
  });

  test.each(Object.entries(EXPECTED))("%s has the place of its title", (invoice, expected) => {
    const answer = PLACE.find((row) => row.invoice === invoice)?.payment;
    const asked = { invoice: "205218074", terminal: "main", now: 0, firstAskedAt: 0 } as const;
    const sent = answer?.(asked).transaction ?? {};
    const { signals, ...reading } = readLocation(readPayment({ ...sent }).payment.location);
    expect({ ...reading, signals: signals.map(({ code }) => code) }).toMatchObject(expected);
  });
});
