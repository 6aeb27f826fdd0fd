import { expect, test } from "vitest";
import { clientAddress, networkPrefixOf } from "./client-address.ts";

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
])(
  "with %i proxies and X-Forwarded-For %j the client is %s (A-17)",
  (proxies, header, expected) => {
    const given = { peer: "::ffff:10.0.0.9", forwardedFor: header };
    expect(clientAddress(given, proxies)).toBe(expected);
  },
);

test("a connection without an address has no client address", () => {
  expect(clientAddress({ peer: undefined, forwardedFor: "1.1.1.1" }, 0)).toBe("");
});

test("the network prefix is the /64 of IPv6, and the whole address of IPv4, also if mapped", () => {
  expect(networkPrefixOf("2001:db8:1:2::1")).toBe(
    networkPrefixOf("2001:db8:1:2:ffff:ffff:ffff:ffff"),
  );
  expect(networkPrefixOf("2001:db8:1:2::1")).not.toBe(networkPrefixOf("2001:db8:1:3::1"));
  expect(networkPrefixOf("198.51.100.7")).not.toBe(networkPrefixOf("198.51.100.8"));
  expect(networkPrefixOf("::ffff:198.51.100.7")).toBe("198.51.100.7");
  expect([networkPrefixOf(null), networkPrefixOf(""), networkPrefixOf("x")]).toEqual([
    "unknown",
    "unknown",
    "unknown",
  ]);
});
