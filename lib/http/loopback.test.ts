import { expect, test } from "vitest";
import { isLoopback, isTrustworthy } from "./loopback.ts";

test("localhost, 127.0.0.0/8 and ::1 are loopback addresses, and no others", () => {
  const own = ["localhost", "127.0.0.1", "127.200.0.9", "[::1]", "::1"];
  const others = ["0.0.0.0", "128.0.0.1", "[::2]", "[::]", "[::ffff:127.0.0.1]", ""];
  const names = ["localhost.kz", "127.0.0.1.example.kz", "127", "127.0.0.999"];
  expect([...own, ...others, ...names].filter(isLoopback)).toEqual(own);
});

test.each([
  ["https://bank.example.kz", true],
  ["http://127.0.0.2:8080", true],
  ["http://127.1", true],
  ["http://bank.example.kz", false],
  ["http://10.0.0.1", false],
  ["ftp://127.0.0.1", false],
])("%s is trustworthy: %s", (address, isAllowed) => {
  expect(isTrustworthy(new URL(address))).toBe(isAllowed);
});
