import { expect, test } from "vitest";
import { sampleClaims, sampleSso } from "#testing/oidc.ts";
import { provesSecondFactor, readClaims } from "./claims.ts";

const read = (claims: Record<string, unknown>) =>
  readClaims({ ...sampleClaims(), ...claims }, sampleSso());

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["a text that says true", { email_verified: "true" }, { email_verified: true }],
  ["a text that says false", { email_verified: "false" }, { email_verified: false }],
  ["no value", { email: null, email_verified: null }, {}],
  ["another kind of value", { email: 7, email_verified: "yes", acr: 1, auth_time: "now" }, {}],
  ["one way as a text", { amr: "mfa" }, { amr: ["mfa"] }],
  ["ways that are no texts", { amr: [1, 2] }, {}],
])("%s in a claim about the person keeps nobody out", (_name, given, found) => {
  const { sub: _sub, iat: _iat, ...claims } = read(given);
  const known = Object.fromEntries(
    Object.entries(claims).filter(([, value]) => value !== undefined),
  );
  expect(known).toEqual(found);
});

test("a way as a text proves a second factor, what cannot be read does not (A-16)", () => {
  expect(provesSecondFactor(read({ amr: "mfa" }), sampleSso())).toBe(true);
  for (const amr of ["pwd", null, { mfa: true }, [["mfa"]]]) {
    expect(provesSecondFactor(read({ amr }), sampleSso())).toBe(false);
  }
});

test.each([
  ["sub", { sub: null }],
  ["sub", { sub: "" }],
  ["azp", { azp: "another client" }],
  ["azp", { azp: null }],
  ["iat", { iat: "now" }],
  ["iat", { iat: 1_000 }],
])("%s is read strictly: %o", (code, claims) => {
  expect(() => read(claims)).toThrow(expect.objectContaining({ reason: "id_token", code }));
});
