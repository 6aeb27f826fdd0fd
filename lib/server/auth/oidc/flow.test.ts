import { randomBytes } from "node:crypto";
import { parseSetCookie } from "cookie";
import { expect, test } from "vitest";
import { LONGEST_PATH } from "#lib/http/safe-path.ts";
import { flowCookies, newFlow, readFlow } from "./flow.ts";

/** A browser's jar, as a request has it. */
function jarOf(...answers: string[][]): Map<string, { value: string }> {
  const cookies = answers.flat().map((cookie) => parseSetCookie(cookie));
  return new Map(cookies.map(({ name, value = "" }) => [name, { value }]));
}

function flowBackTo(back: string) {
  return newFlow({ purpose: "sign_in", sessionHash: null, back });
}

/** A path that cannot be compressed. */
const longest = `/${randomBytes(LONGEST_PATH).toString("base64url").slice(1, LONGEST_PATH)}`;

test("a flow leads back to the longest path, by cookies that browsers keep", () => {
  const flow = flowBackTo(longest);
  const cookies = flowCookies(flow);
  expect(cookies.length).toBeGreaterThan(1);
  for (const cookie of cookies) {
    const { name, value = "" } = parseSetCookie(cookie);
    expect(name.length + value.length).toBeLessThan(4_096);
    expect(cookie).toMatch(/; HttpOnly.*SameSite=Lax/);
  }
  expect(readFlow(jarOf(cookies))).toEqual(flow);
});

test("what is left of an older flow is not read", () => {
  const flow = flowBackTo("/transactions/205218074");
  const cookies = flowCookies(flow);
  expect(cookies).toHaveLength(1);
  expect(readFlow(jarOf(flowCookies(flowBackTo(longest)), cookies))).toEqual(flow);
});

test("a flow without one of its cookies, or with a forged one, is none (A-06)", () => {
  const jar = jarOf(flowCookies(flowBackTo(longest)));
  for (const name of jar.keys()) {
    for (const value of ["", "A".repeat(3_500), "9.AAAA", "1."]) {
      expect(readFlow(new Map([...jar, [name, { value }]]))).toBeNull();
    }
    expect(readFlow(new Map([...jar].filter(([one]) => one !== name)))).toBeNull();
  }
  expect(readFlow(new Map())).toBeNull();
});
