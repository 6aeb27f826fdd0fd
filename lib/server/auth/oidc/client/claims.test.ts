import { expect, test } from "vitest";
import { sampleClaims, sampleSso } from "#testing/oidc.ts";
import { checkFreshness, readClaims } from "./claims.ts";

const now = () => Date.now() / 1_000;
const read = (changes: Parameters<typeof sampleClaims>[0]) =>
  readClaims(sampleClaims(changes), sampleSso());

test("valid claims are read, including unknown ones", () => {
  expect(read({ azp: "anyqta", roles: ["shop"] })).toMatchObject({ sub: "one", roles: ["shop"] });
  expect(read({ iat: now() - 600 }).sub).toBe("one");
  expect(read({ iat: now() + 30 }).sub).toBe("one");
});

test.each([
  ["an empty subject", { sub: "" }, "sub"],
  ["a subject of 256 characters", { sub: "x".repeat(256) }, "sub"],
  ["a subject with a control character", { sub: "a\u0000b" }, "sub"],
  ["a single audience, for another party", { azp: "another-client" }, "azp"],
  ["a token of eleven minutes ago", { iat: now() - 670 }, "iat"],
  ["a token of the next minutes", { iat: now() + 120 }, "iat"],
])("%s is refused", (_what, changes, code) => {
  expect(() => read(changes)).toThrow(expect.objectContaining({ reason: "id_token", code }));
});

test("after max_age=0 the provider must say that the person signed in during the flow", () => {
  const flow = { begunAt: Date.now() - 120_000 };
  const check = (at?: number) => () =>
    checkFreshness(sampleClaims(at === undefined ? {} : { auth_time: at }), flow);
  expect(check(now() - 100)).not.toThrow();
  for (const at of [undefined, now() - 200, now() + 120]) {
    expect(check(at)).toThrow(expect.objectContaining({ reason: "stale" }));
  }
});
