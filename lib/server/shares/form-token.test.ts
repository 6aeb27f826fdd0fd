import { expect, test } from "vitest";
import { newFormId, tokenOf } from "./form-token.ts";

test("a form's id contains an encrypted token of 256 random bits (A-36)", () => {
  const ids = Array.from({ length: 1_000 }, () => newFormId("anna"));
  const tokens = ids.map((id) => tokenOf(id, "anna") ?? "");
  expect(new Set(tokens).size).toBe(ids.length);
  for (const [at, token] of tokens.entries()) {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(ids[at]).not.toContain(token);
  }
});

test("another person's form id and an invented one have no token", () => {
  expect(tokenOf(newFormId("anna"), "boris")).toBeNull();
  for (const text of ["", "a", "a".repeat(95)]) expect(tokenOf(text, "anna")).toBeNull();
});
