import { expect, test } from "vitest";
import { auditParameters, readAuditQuery } from "./query.ts";

test.each([
  ["K7MPQ2XW9T", "K7MPQ2XW9T"],
  [" k7mp q2xw 9t ", "K7MPQ2XW9T"],
  ["K7MP-Q2XW–9T.", "K7MPQ2XW9T"],
  ["k7mpq2xw9t\u200b", "K7MPQ2XW9T"],
  [" . ", null],
  ["", null],
])("the reference %j is searched for as %j", (reference, expected) => {
  expect(readAuditQuery({ reference }).reference).toBe(expected);
});

test("an address says the whole query again", () => {
  const given = {
    event: "payment.looked_up",
    actor: "a@example.kz",
    resource: "205218074",
    reference: "K7MPQ2XW9T",
    from: "2026-02-01",
    to: "2026-02-07",
    before: "700",
    failed: "1",
  };
  expect(Object.fromEntries(auditParameters(readAuditQuery(given)))).toEqual(given);
  expect(String(auditParameters(readAuditQuery({})))).toBe("");
});
