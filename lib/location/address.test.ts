import fc from "fast-check";
import { expect, test } from "vitest";
import { readAddress } from "./address.ts";

test.each([
  ["46.148.239.182", "public", 4],
  ["8.8.8.8:443", "public", 4],
  ["10.1.2.3", "private", 4],
  ["172.31.255.255", "private", 4],
  ["172.32.0.1", "public", 4],
  ["192.168.0.1", "private", 4],
  ["100.64.0.1", "shared", 4],
  ["100.128.0.1", "public", 4],
  ["127.0.0.1", "loopback", 4],
  ["169.254.10.1", "link_local", 4],
  ["0.0.0.0", "reserved", 4],
  ["192.0.0.8", "reserved", 4],
  ["198.18.0.1", "reserved", 4],
  ["240.0.0.1", "reserved", 4],
  ["255.255.255.255", "reserved", 4],
  ["192.0.2.5", "documentation", 4],
  ["198.51.100.7", "documentation", 4],
  ["203.0.113.9", "documentation", 4],
  ["224.0.0.1", "multicast", 4],
  ["::ffff:10.0.0.1", "private", 4],
  ["::ffff:8.8.8.8", "public", 4],
  ["2a02:6b8::1", "public", 6],
  ["[2a02:6b8::1]:443", "public", 6],
  ["2002:808:808::1", "public", 6],
  ["2001:0:808:808::1", "public", 6],
  ["2001:db8:85a3::8a2e:370:7334", "documentation", 6],
  ["3fff:fff::1", "documentation", 6],
  ["::1", "loopback", 6],
  ["::", "reserved", 6],
  ["fe80::1%eth0", "link_local", 6],
  ["fd00::1", "private", 6],
  ["ff02::1", "multicast", 6],
  ["64:ff9b::808:808", "reserved", 6],
  ["2001:2::1", "reserved", 6],
  ["4000::1", "reserved", 6],
  ["somewhere", "invalid", null],
  ["10.1", "invalid", null],
  ["2130706433", "invalid", null],
  ["0x7f.0.0.1", "invalid", null],
  ["1.2.3.256", "invalid", null],
  ["1.2.3.4/24", "invalid", null],
  ["::g", "invalid", null],
  [null, "none", null],
  ["", "none", null],
  [" , ", "none", null],
])("%s is %s", (field, name, version) => {
  expect(readAddress(field)).toEqual({ class: name, version, several: false });
});

test.each([
  ["8.8.8.8, 10.0.0.1", "public", 4],
  ["10.0.0.4, 46.148.239.182", "public", 4],
  ["10.0.0.4,192.168.1.1", "private", 4],
  ["unknown; 2a02:6b8::1", "public", 6],
])("the first public one of several addresses counts: %s", (field, name, version) => {
  expect(readAddress(field)).toEqual({ class: name, version, several: true });
});

test.each([
  ["46.148.•••.•••", "public"],
  ["10.20.•••.•••", "private"],
  ["100.64.•••.•••", "shared"],
  ["2a02:6b8:0:1::•••:•••", "public"],
  ["2001:db8:85a3::•••:•••:•••", "documentation"],
])("a partly hidden address keeps its kind: %s", (field, name) => {
  expect(readAddress(field).class).toBe(name);
});

test("no text throws, and every address has a kind", () => {
  const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended());
  fc.assert(
    fc.property(fc.array(text), fc.constantFrom(",", " ", ";"), (parts, by) => {
      expect(readAddress(parts.join(by)).class).not.toBe("");
    }),
  );
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      expect(readAddress(ip)).toMatchObject({ version: 4, several: false });
      expect(readAddress(`::ffff:${ip}`)).toEqual(readAddress(ip));
    }),
  );
});
