import { expect, test } from "vitest";
import { sampleSso } from "#testing/oidc.ts";
import { missingRoleIn, roleIn } from "./role-claim.ts";

const MAP = [
  ["heads", "supervisor"],
  ["shop", "clerk"],
] as const;
const under = (claim: string) => sampleSso({ roles: { claim, map: MAP } });

test.each([
  ["one value", { groups: "shop" }, "clerk"],
  ["a list, by the order of the settings", { groups: ["shop", "heads"] }, "supervisor"],
  ["values of no role", { groups: ["Shop", "shop ", "admin"] }, null],
  ["nothing", {}, null],
  ["an empty list", { groups: [] }, null],
  ["no text", { groups: [["shop"], { shop: "shop" }, 1, null] }, null],
])("a claim that holds %s", (_what, claims, role) => {
  expect(roleIn(claims, under("groups"))).toBe(role);
});

test("a claim may be nested, or have dots in its name", () => {
  const deep = { realm_access: { roles: ["shop"] } };
  expect(roleIn(deep, under("realm_access.roles"))).toBe("clerk");
  const named = { "https://example.kz/roles": "heads" };
  expect(roleIn(named, under("https://example.kz/roles"))).toBe("supervisor");
});

test("the audit log has the claim without a role, and whether the provider left it out", () => {
  expect(missingRoleIn({}, under("groups"))).toBe("groups");
  const overage = { _claim_names: { groups: "src1" }, _claim_sources: { src1: {} } };
  expect(missingRoleIn(overage, under("groups"))).toBe("groups in _claim_names");
  expect(missingRoleIn({ _claim_names: "groups" }, under("groups"))).toBe("groups");
});

test("inherited properties of objects are not claims", () => {
  for (const claim of ["constructor.name", "__proto__", "toString", "groups.length"]) {
    expect(roleIn({ groups: "shop" }, under(claim))).toBeNull();
  }
});

test("without the setting roles are given in Anyqta", () => {
  expect(roleIn({ groups: "shop" }, sampleSso())).toBeUndefined();
});
