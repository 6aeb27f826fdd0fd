import { describe, expect, test } from "vitest";
import { PLACE } from "#lib/practice-bank/scenarios/place.ts";
import { readPayment } from "#testing/bank/sample-answer.ts";
import { readLocation } from "./location.ts";

/** What each practice number of the group "Location" must give, read as the real client reads it. */
const EXPECTED = {
  "10000601": { place: "point", named: "KZ", signals: [] },
  "10000602": { place: "not_known", located: "RU", signals: ["country_differs", "placeholder"] },
  "10000603": { place: "not_known", point: null, signals: ["zero"] },
  "10000604": {
    place: "not_known",
    point: null,
    signals: ["address_not_customers", "zero"],
  },
  // The practice address is one for manuals (RFC 3849): it fits its place, and is nobody's.
  "10000605": { place: "not_known", named: "KZ", signals: ["address_not_customers"] },
  "10000606": { place: "point", named: "NL", signals: [] },
  "10000607": { place: "not_known", named: null, point: null, signals: ["no_place"] },
  "10000608": { place: "country_only", named: "KZ", located: null, signals: ["swapped"] },
  // The bank's client keeps no number that cannot be on Earth, so half a pair is left.
  "10000609": { place: "country_only", named: "KZ", point: null, signals: ["incomplete"] },
  "10000610": { place: "point", named: "KZ", signals: ["several_addresses"] },
};

describe("the practice bank's places", () => {
  test("every number of the group is expected here", () => {
    expect(PLACE.map(({ invoice }) => invoice)).toEqual(Object.keys(EXPECTED));
  });

  test.each(Object.entries(EXPECTED))("%s is read as its title says", (invoice, expected) => {
    const answer = PLACE.find((row) => row.invoice === invoice)?.payment;
    const asked = { invoice: "205218074", terminal: "main", now: 0, firstAskedAt: 0 } as const;
    const sent = answer?.(asked).transaction ?? {};
    const { signals, ...reading } = readLocation(readPayment({ ...sent }).payment.location);
    expect({ ...reading, signals: signals.map(({ code }) => code) }).toMatchObject(expected);
  });
});
