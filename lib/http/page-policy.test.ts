import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { expect, test } from "vitest";
import { STATIC_POLICY } from "./baseline-headers.ts";
import { newNonce, pagePolicy } from "./page-policy.ts";

/** The findings of the evaluator with medium or high severity. */
const GRAVE = [Severity.SYNTAX, Severity.HIGH, Severity.MEDIUM, Severity.HIGH_MAYBE];
const MAYBE = [...GRAVE, Severity.MEDIUM_MAYBE];

function findings(policy: string, severities: readonly Severity[]) {
  return new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .filter(({ severity }) => severities.includes(severity))
    .map(({ directive, value, description }) => ({ directive, value, description }));
}

test("the evaluator has no finding of high or medium severity for the policy of pages (A-30)", () => {
  expect(findings(pagePolicy(newNonce(), { development: false }), MAYBE)).toEqual([]);
});

test("the evaluator finds faults in a bad policy", () => {
  expect(findings("script-src 'unsafe-inline' *", GRAVE)).not.toEqual([]);
});

test("no page may be framed, send forms elsewhere or change its base", () => {
  const policy = pagePolicy(newNonce(), { development: false });
  expect(policy).not.toContain("unsafe-");
  for (const directive of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ]) {
    expect(policy.split("; ")).toContain(directive);
  }
});

test("the policy of everything else allows nothing", () => {
  expect(STATIC_POLICY.split("; ")).toEqual(["default-src 'none'", "frame-ancestors 'none'"]);
});

test("nonces have at least 128 bits, and 10,000 of them are different", () => {
  const nonces = Array.from({ length: 10_000 }, newNonce);
  expect(new Set(nonces).size).toBe(nonces.length);
  for (const nonce of nonces)
    expect(Buffer.from(nonce, "base64").length).toBeGreaterThanOrEqual(16);
});
