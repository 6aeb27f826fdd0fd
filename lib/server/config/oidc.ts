import { z } from "zod";
import { type Role, roleSchema } from "#lib/account/access.ts";
import { isTrustworthy } from "#lib/http/loopback.ts";
import { type Secret, secretSetting } from "./secret-file.ts";

/** Single sign-on by OpenID Connect: names, defaults and advice for settings.ts. */

const list = (item: RegExp) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((one) => one.trim() || []))
    .refine((items) => items.every((one) => item.test(one)));

export const ssoVariables = {
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_NAME: z.string().trim().min(1).max(60).optional(),
  OIDC_HOSTS: list(/^[a-z0-9.-]+(:\d{1,5})?$/),
  OIDC_SCOPE: z
    .string()
    .default("openid email")
    .refine((text) => text.split(" ").includes("openid")),
  OIDC_ROLE_CLAIM: z.string().max(200).optional(),
  OIDC_ROLE_MAP: list(/^[^=]+=(clerk|supervisor|admin|auditor)$/),
  OIDC_SECOND_FACTOR: list(/^\S{1,200}$/),
  OIDC_NEW_PEOPLE: z.enum(["yes", "no"]).default("no"),
};
const schema = z.object(ssoVariables);
type SsoVariables = z.infer<typeof schema>;

/** What to write, by variable; completes "NAME: ...". */
export const SSO_ADVICE: Record<keyof SsoVariables, string> = {
  OIDC_ISSUER:
    "must be the issuer's address as its discovery names it, https or plain http on this machine only, without ? and #",
  OIDC_CLIENT_ID: "is missing: the client id that the identity provider gave for Anyqta",
  OIDC_CLIENT_SECRET: "is missing: the client secret that the identity provider gave for Anyqta",
  OIDC_CLIENT_SECRET_FILE: "names a file that cannot be read",
  OIDC_NAME: "must be what staff call the identity provider, at most 60 characters",
  OIDC_HOSTS: "must be host names separated by commas, without https://",
  OIDC_SCOPE: "must be scopes separated by blanks, openid among them",
  OIDC_ROLE_CLAIM: "must be the name of the claim that tells a person's role",
  OIDC_ROLE_MAP:
    "must be group=role pairs separated by commas; the roles are clerk, supervisor, admin and auditor",
  OIDC_SECOND_FACTOR: "must be values of amr or acr separated by commas",
  OIDC_NEW_PEOPLE: "must be yes or no",
};

/** The identity provider, and what its word counts for. */
export interface Sso {
  /** Exactly as the provider's discovery and tokens name it. */
  issuer: string;
  clientId: string;
  clientSecret: Secret;
  /** What the button calls it. */
  name: string;
  /** The only hosts, with their ports, that are asked or led to. */
  hosts: readonly string[];
  scope: string;
  /** Who is given which role; null when roles are given here. */
  roles: { claim: string; map: readonly (readonly [value: string, role: Role])[] } | null;
  /** Values of amr or acr that prove a second factor. */
  secondFactor: ReadonlySet<string>;
  /** Is a person made for whoever has a role there and is unknown here? */
  addsPeople: boolean;
}

/** From the variables to what they mean, with a line for each that is missing or wrong; null when not wanted. */
export function ssoOf(
  read: SsoVariables,
  { isWanted }: { isWanted: boolean },
): { sso: Sso | null; problems: string[] } {
  if (!isWanted) return { sso: null, problems: [] };
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = read;
  const clientSecret = secretSetting(read.OIDC_CLIENT_SECRET, read.OIDC_CLIENT_SECRET_FILE);
  const problems = problemsOf(read, clientSecret);
  if (problems.length > 0 || !issuer || !clientId || !clientSecret) return { sso: null, problems };
  const { host } = new URL(issuer);
  const { OIDC_ROLE_CLAIM: claim, OIDC_ROLE_MAP: pairs } = read;
  return {
    sso: {
      issuer,
      clientId,
      clientSecret,
      name: read.OIDC_NAME ?? host,
      hosts: [host, ...read.OIDC_HOSTS],
      scope: read.OIDC_SCOPE,
      roles: claim ? { claim, map: pairs.length > 0 ? pairs.map(pairOf) : ROLES_AS_NAMED } : null,
      secondFactor: new Set(read.OIDC_SECOND_FACTOR),
      addsPeople: read.OIDC_NEW_PEOPLE === "yes",
    },
    problems,
  };
}

/** Without a map a value is the role's own name; of several the least comes first. */
const ROLES_AS_NAMED = roleSchema.options.map((role) => [role, role] as const);

function pairOf(text: string): readonly [string, Role] {
  const [value = "", role] = text.split("=");
  return [value.trim(), roleSchema.parse(role)];
}

function problemsOf(read: SsoVariables, clientSecret: Secret | undefined): string[] {
  const wrong = (name: keyof SsoVariables) => `${name}: ${SSO_ADVICE[name]}`;
  const secretName = read.OIDC_CLIENT_SECRET_FILE
    ? "OIDC_CLIENT_SECRET_FILE"
    : "OIDC_CLIENT_SECRET";
  return [
    ...(isIssuer(read.OIDC_ISSUER) ? [] : [wrong("OIDC_ISSUER")]),
    ...(read.OIDC_CLIENT_ID ? [] : [wrong("OIDC_CLIENT_ID")]),
    ...(clientSecret ? [] : [wrong(secretName)]),
    ...(read.OIDC_ROLE_MAP.length > 0 && !read.OIDC_ROLE_CLAIM
      ? ["OIDC_ROLE_MAP: needs OIDC_ROLE_CLAIM, the claim whose values it maps"]
      : []),
    ...(read.OIDC_NEW_PEOPLE === "yes" && !read.OIDC_ROLE_CLAIM
      ? ["OIDC_NEW_PEOPLE: needs OIDC_ROLE_CLAIM, which tells what new people may"]
      : []),
  ];
}

function isIssuer(text: string | undefined): boolean {
  if (!text) return false;
  const url = new URL(text);
  return isTrustworthy(url) && !url.username && !url.password && !/[?#]/.test(text);
}
