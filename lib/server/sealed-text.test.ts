import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./sealed-text.ts";

test("any text comes back, and its address says nothing of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const sealed = seal(text);
      expect(sealed).toMatch(/^[\w-]+$/);
      // Long enough for the longest text that is searched, in an address that servers accept.
      expect(unseal(sealed)).toBe(text);
      expect(seal(text)).not.toBe(sealed);
    }),
    { seed: 1 },
  );
});

test("what this server did not seal is nothing", () => {
  const sealed = seal("epay@halykbank.kz");
  const bytes = Buffer.from(sealed, "base64url");
  for (let place = 0; place < bytes.length; place++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect(unseal(changed.toString("base64url"))).toBeNull();
  }
  for (const text of ["", "a", "=".repeat(50), sealed.slice(0, -1), `${sealed}AAAA`]) {
    expect(unseal(text), text).toBeNull();
  }
});
