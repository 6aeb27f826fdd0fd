import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./sealed-text.ts";

test("any text can be unsealed, and equal texts give different sealed texts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const sealed = seal(text, "search");
      expect(sealed).toMatch(/^[\w-]+$/);
      expect(unseal(sealed, "search")).toBe(text);
      expect(seal(text, "search")).not.toBe(sealed);
    }),
    { seed: 1 },
  );
});

test("a changed or foreign text unseals to null", () => {
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

test("a text that was sealed as a search unseals for no other purpose", () => {
  const sealed = seal('{"what":"sso"}', "search");
  expect(unseal(sealed, "sso")).toBeNull();
  expect(unseal(sealed, "flash")).toBeNull();
});
