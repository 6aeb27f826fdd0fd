import { expect, test } from "vitest";
import { placeOf, visitorAddress } from "./client-address.ts";

test.each([
  [0, undefined, "10.0.0.9"],
  [0, "198.51.100.7", "10.0.0.9"],
  [1, "198.51.100.7", "198.51.100.7"],
  [1, "203.0.113.1, 198.51.100.7", "198.51.100.7"],
  [2, "203.0.113.1, 198.51.100.7", "203.0.113.1"],
  [2, "6.6.6.6, 203.0.113.1, 198.51.100.7", "203.0.113.1"],
  [2, "198.51.100.7", "10.0.0.9"],
  [1, undefined, "10.0.0.9"],
  [1, "", "10.0.0.9"],
  [1, "198.51.100.7, unknown", "10.0.0.9"],
  [1, "2001:db8::1", "2001:db8::1"],
  [1, "::ffff:198.51.100.7", "198.51.100.7"],
])("with %i proxies and X-Forwarded-For %j the visitor is %s (A-17)", (proxies, told, expected) => {
  const given = { peer: "::ffff:10.0.0.9", forwardedFor: told };
  expect(visitorAddress(given, proxies)).toBe(expected);
});

test("a connection without an address is nobody's", () => {
  expect(visitorAddress({ peer: undefined, forwardedFor: "1.1.1.1" }, 0)).toBe("");
});

test("IPv6 counts by its /64, IPv4 by itself, mapped or not", () => {
  expect(placeOf("2001:db8:1:2::1")).toBe(placeOf("2001:db8:1:2:ffff:ffff:ffff:ffff"));
  expect(placeOf("2001:db8:1:2::1")).not.toBe(placeOf("2001:db8:1:3::1"));
  expect(placeOf("198.51.100.7")).not.toBe(placeOf("198.51.100.8"));
  expect(placeOf("::ffff:198.51.100.7")).toBe("198.51.100.7");
  expect([placeOf(null), placeOf(""), placeOf("x")]).toEqual(["unknown", "unknown", "unknown"]);
});
