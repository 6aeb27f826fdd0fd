import { describe, expect, test } from "vitest";
import { isWithin, parseNetworks } from "./networks.ts";

const own = parseNetworks("203.0.113.10, 198.51.100.0/24; 2001:db8::/48") ?? [];

describe("networks", () => {
  test.each([
    ["203.0.113.10", true],
    ["203.0.113.11", false],
    ["198.51.100.7", true],
    ["::ffff:198.51.100.7", true],
    ["2001:db8:0:5::1", true],
    ["2001:db8:1::1", false],
    ["203.0.113.10, 198.51.100.7", true],
    // The customer's address stands beside the server's.
    ["46.148.239.182, 203.0.113.10", false],
    ["not an address", false],
    ["", false],
    [null, false],
  ])("%s is one of the shop's own: %s", (field, expected) => {
    expect(isWithin(field, own)).toBe(expected);
  });

  test("without a network nothing is the shop's own", () => {
    expect(parseNetworks("")).toEqual([]);
    expect(isWithin("203.0.113.10", [])).toBe(false);
  });

  test.each(["300.1.1.1", "10.0.0.0/33", "2001:db8::/129", "shop.kz", "10.0.0.0/"])(
    "%s is no network",
    (text) => {
      expect(parseNetworks(`203.0.113.10, ${text}`)).toBeNull();
    },
  );
});
