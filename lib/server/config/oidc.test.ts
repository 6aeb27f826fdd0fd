import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettings, SettingsError } from "./settings.ts";

const bank = {
  EPAY_ENVIRONMENT: "production",
  EPAY_CLIENT_ID: "shop",
  EPAY_CLIENT_SECRET: "bank-secret",
  EPAY_TERMINALS: "shop=1",
  NEXTAUTH_URL: "https://anyqta.example.kz",
  NEXTAUTH_SECRET: "a session secret of thirty-two bytes",
};
const whole = {
  OIDC_ISSUER: "https://id.example.kz/realms/shop",
  OIDC_CLIENT_ID: "anyqta",
  OIDC_CLIENT_SECRET: "canary-secret",
};
type Changes = Record<string, string | undefined>;

const read = (changes: Changes) => readSettings({ ...bank, ...changes }).sso;

function refused(changes: Changes): readonly (string | undefined)[] {
  try {
    read(changes);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).not.toContain("canary");
    return error.problems.map((problem) => problem.split(":")[0]);
  }
  return [];
}

test("without its settings there is no single sign-on", () => {
  expect(read({})).toBeNull();
  expect(read({ OIDC_ISSUER: "", OIDC_NAME: "" })).toBeNull();
});

test("with three settings only, roles are given in Anyqta and no claim proves a second factor", () => {
  expect(read(whole)).toEqual({
    issuer: "https://id.example.kz/realms/shop",
    clientId: "anyqta",
    clientSecret: expect.any(Function),
    name: "id.example.kz",
    hosts: ["id.example.kz"],
    scope: "openid email",
    roles: null,
    secondFactor: new Set(),
    addsPeople: false,
    trustsEmail: false,
  });
  expect(read(whole)?.clientSecret()).toBe(whole.OIDC_CLIENT_SECRET);
});

test("each of the three is required", () => {
  const { OIDC_ISSUER: _, ...noIssuer } = whole;
  expect(refused(noIssuer)).toEqual(["OIDC_ISSUER"]);
  expect(refused({ ...whole, OIDC_CLIENT_ID: "" })).toEqual(["OIDC_CLIENT_ID"]);
  expect(refused({ ...whole, OIDC_CLIENT_SECRET: "" })).toEqual(["OIDC_CLIENT_SECRET"]);
  expect(refused({ OIDC_NAME: "Shop" })).toEqual([
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
  ]);
});

test.each([
  "http://id.example.kz",
  "https://id.example.kz?realm=canary",
  "https://id.example.kz#canary",
  "https://canary:canary@id.example.kz",
  "ftp://id.example.kz",
  "id.example.kz",
])("%s is refused as an issuer", (issuer) => {
  expect(refused({ ...whole, OIDC_ISSUER: issuer })).toEqual(["OIDC_ISSUER"]);
});

test("plain http is accepted on this machine only", () => {
  expect(read({ ...whole, OIDC_ISSUER: "http://127.0.0.1:4000" })?.hosts).toEqual([
    "127.0.0.1:4000",
  ]);
});

test("the secret can be read from a file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "anyqta-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "secret");
  writeFileSync(file, "from-a-file\n");
  const given = { ...whole, OIDC_CLIENT_SECRET: undefined };
  expect(read({ ...given, OIDC_CLIENT_SECRET_FILE: file })?.clientSecret()).toBe("from-a-file");
  expect(refused({ ...given, OIDC_CLIENT_SECRET_FILE: "/no/canary" })).toEqual([
    "OIDC_CLIENT_SECRET_FILE",
  ]);
});

test("lists keep their order", () => {
  const sso = read({
    ...whole,
    OIDC_HOSTS: "oauth2.example.kz, keys.example.kz:8443",
    OIDC_ROLE_CLAIM: "groups",
    OIDC_ROLE_MAP: "/anyqta admins=admin, /shop=clerk",
    OIDC_SECOND_FACTOR: "otp, urn:example:mfa",
    OIDC_NEW_PEOPLE: "yes",
    OIDC_TRUST_EMAIL: "yes",
  });
  expect(sso).toMatchObject({
    hosts: ["id.example.kz", "oauth2.example.kz", "keys.example.kz:8443"],
    roles: {
      claim: "groups",
      map: [
        ["/anyqta admins", "admin"],
        ["/shop", "clerk"],
      ],
    },
    secondFactor: new Set(["otp", "urn:example:mfa"]),
    addsPeople: true,
    trustsEmail: true,
  });
});

test.each<[string, readonly (readonly [string, string])[]]>([
  ["CN=anyqta,OU=Groups,DC=shop=clerk", [["CN=anyqta,OU=Groups,DC=shop", "clerk"]]],
  ["CN=clerk,DC=shop=clerk;", [["CN=clerk,DC=shop", "clerk"]]],
  [
    "CN=heads, DC=shop=admin; CN=anyqta,DC=shop=clerk ;/audit=auditor",
    [
      ["CN=heads, DC=shop", "admin"],
      ["CN=anyqta,DC=shop", "clerk"],
      ["/audit", "auditor"],
    ],
  ],
])("groups may have commas and equals signs: %s", (map, pairs) => {
  const sso = read({ ...whole, OIDC_ROLE_CLAIM: "groups", OIDC_ROLE_MAP: map });
  expect(sso?.roles?.map).toEqual(pairs);
});

test.each([
  "CN=a,DC=shop=clerk,CN=b,DC=shop=admin",
  "CN=clerk,DC=shop=clerk",
  "CN=a,DC=shop=owner",
  "canary=owner,shop=clerk",
  "shop=clerk,canary",
  "CN=a,DC=shop=clerk;canary",
  "=clerk",
])("a map that can be read in two ways or has a wrong role is refused: %s", (map) => {
  const given = { ...whole, OIDC_ROLE_CLAIM: "groups", OIDC_ROLE_MAP: map };
  expect(refused(given)).toEqual(["OIDC_ROLE_MAP"]);
});

test("without a map the claim's values are names of roles", () => {
  const sso = read({ ...whole, OIDC_ROLE_CLAIM: "roles" });
  expect(sso?.roles?.map.map(([value]) => value)).toEqual([
    "clerk",
    "supervisor",
    "admin",
    "auditor",
  ]);
});

test.each([
  [{ OIDC_ROLE_CLAIM: "groups", OIDC_ROLE_MAP: "canary=owner" }, "OIDC_ROLE_MAP"],
  [{ OIDC_ROLE_MAP: "shop=clerk" }, "OIDC_ROLE_MAP"],
  [{ OIDC_NEW_PEOPLE: "yes" }, "OIDC_NEW_PEOPLE"],
  [{ OIDC_NEW_PEOPLE: "canary" }, "OIDC_NEW_PEOPLE"],
  [{ OIDC_TRUST_EMAIL: "canary" }, "OIDC_TRUST_EMAIL"],
  [{ OIDC_HOSTS: "https://canary.example.kz" }, "OIDC_HOSTS"],
  [{ OIDC_SCOPE: "email" }, "OIDC_SCOPE"],
  [{ OIDC_SECOND_FACTOR: "a canary" }, "OIDC_SECOND_FACTOR"],
])("%o is refused", (changes, name) => {
  expect(refused({ ...whole, ...changes })).toEqual([name]);
});
