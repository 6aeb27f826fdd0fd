import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./sealed-text.ts";

test("any text comes back, and its address says nothing of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const sealed = seal(text, "search");
      expect(sealed).toMatch(/^[\w-]+$/);
      // Long enough for the longest text that is searched, in an address that servers accept.
      expect(unseal(sealed, "search")).toBe(text);
      expect(seal(text, "search")).not.toBe(sealed);
    }),
    { seed: 1 },
  );
});

test("what this server did not seal is nothing", () => {
  const sealed = seal("epay@halykbank.kz", "search");
  const bytes = Buffer.from(sealed, "base64url");
  for (let place = 0; place < bytes.length; place++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect(unseal(changed.toString("base64url"), "search")).toBeNull();
  }
  for (const text of ["", "a", "=".repeat(50), sealed.slice(0, -1), `${sealed}AAAA`]) {
    expect(unseal(text, "search"), text).toBeNull();
  }
});

test("what people search for opens as nothing else", () => {
  const sealed = seal('{"what":"sso"}', "search");
  expect(unseal(sealed, "sso")).toBeNull();
  expect(unseal(sealed, "flash")).toBeNull();
});
