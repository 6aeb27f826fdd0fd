import { z } from "zod";
import { type Role, roleSchema } from "#lib/account/access.ts";
import { isTrustworthy } from "#lib/http/loopback.ts";
import { type Secret, secretSetting } from "./secret-file.ts";
import { commaList, descriptions } from "./setting.ts";

/** Settings of single sign-on by OpenID Connect, and the checks between them. */

export const ssoVariables = {
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine((text) => URL.canParse(text) && isIssuer(text))
    .optional()
    .register(descriptions, {
      group: "oidc",
      meaning: "The identity provider, exactly as its discovery document names it.",
      advice:
        "must be the issuer's address as its discovery names it, https or plain http on this machine only, without ? and #",
      example: "https://id.example.kz/realms/shop",
    }),
  OIDC_CLIENT_ID: z.string().max(500).optional().register(descriptions, {
    group: "oidc",
    meaning: "The client id that the identity provider gave for Anyqta.",
    advice: "is missing: the client id that the identity provider gave for Anyqta",
    example: "anyqta",
  }),
  OIDC_CLIENT_SECRET: z.string().optional().register(descriptions, {
    group: "oidc",
    meaning: "The client secret that the identity provider gave for Anyqta.",
    advice: "is missing: the client secret that the identity provider gave for Anyqta",
    secret: true,
  }),
  OIDC_NAME: z.string().trim().min(1).max(60).optional().register(descriptions, {
    group: "oidc",
    meaning: "What the button calls the provider; without it the host of the issuer.",
    advice: "must be what staff call the identity provider, at most 60 characters",
    example: "Shop ID",
  }),
  OIDC_HOSTS: commaList(/^[a-z0-9.-]+(:\d{1,5})?$/).register(descriptions, {
    group: "oidc",
    meaning:
      "Further hosts of the provider's endpoints beside the issuer's, separated by commas; no other host is asked or redirected to (Google: `oauth2.googleapis.com,www.googleapis.com`).",
    advice: "must be host names separated by commas, without https://",
  }),
  OIDC_SCOPE: z
    .string()
    .refine((text) => text.split(" ").includes("openid"))
    .prefault("openid email")
    .register(descriptions, {
      group: "oidc",
      meaning: "The scopes to ask for; some providers give groups only with a scope of their own.",
      advice: "must be scopes separated by spaces, openid among them",
    }),
  OIDC_ROLE_CLAIM: z.string().max(200).optional().register(descriptions, {
    group: "oidc",
    meaning:
      "The claim of the ID token that holds the role, or a path to it; the role then follows it at each sign-in, and a person without a role there cannot sign in. Without it roles are given in Anyqta.",
    advice: "must be the name of the claim that tells a person's role",
    example: "realm_access.roles",
  }),
  OIDC_ROLE_MAP: z
    .string()
    .transform((text, context) => {
      const pairs = rolePairs(text);
      if (!pairs) context.addIssue({ code: "custom" });
      return pairs ?? z.NEVER;
    })
    .prefault("")
    .register(descriptions, {
      group: "oidc",
      meaning:
        "What the claim's values mean, as `group=role` pairs separated by commas, e.g. `/shop=clerk,/heads=admin`; a person in several groups gets the first pair. Groups with commas in their names (LDAP) are separated by semicolons: `CN=shop,OU=Groups=clerk;CN=heads,OU=Groups=admin`. Without it the values are the names of the roles.",
      advice:
        "must be group=role pairs separated by commas, or by semicolons where groups have commas in their names; the roles are clerk, supervisor, admin and auditor",
    }),
  OIDC_NEW_PEOPLE: z.enum(["yes", "no"]).prefault("no").register(descriptions, {
    group: "oidc",
    meaning:
      "`yes` creates an account at the first sign-in of a person who has a role there and a verified e-mail that no account here has.",
    advice: "must be yes or no",
  }),
  OIDC_TRUST_EMAIL: z.enum(["yes", "no"]).prefault("no").register(descriptions, {
    group: "oidc",
    meaning:
      "`yes` takes e-mail addresses of this provider as verified where it does not say (`email_verified` is absent, as with Entra ID). Only if its users cannot choose their addresses themselves.",
    advice: "must be yes or no",
  }),
  OIDC_SECOND_FACTOR: commaList(/^\S{1,200}$/).register(descriptions, {
    group: "oidc",
    meaning:
      "The values of `amr` or `acr` that prove a second factor, separated by commas, e.g. `mfa,otp,hwk`; without them Anyqta asks for its own.",
    advice: "must be values of amr or acr separated by commas",
  }),
};
const schema = z.object(ssoVariables);
type SsoVariables = z.infer<typeof schema>;

/** The identity provider, and which claims of its tokens Anyqta uses. */
export interface Sso {
  /** The issuer exactly as in the provider's discovery document and tokens. */
  issuer: string;
  clientId: string;
  clientSecret: Secret;
  /** The provider's name on the button. */
  name: string;
  /** The only hosts, with their ports, that are called or redirected to. */
  hosts: readonly string[];
  scope: string;
  /** The role for each value of the claim; null if administrators give roles in Anyqta. */
  roles: { claim: string; map: readonly (readonly [value: string, role: Role])[] } | null;
  /** Values of amr or acr that prove a second factor. */
  secondFactor: ReadonlySet<string>;
  /** Creates an account for an unknown person who has a role at the provider. */
  addsPeople: boolean;
  /** Takes an e-mail address as verified if the provider does not say whether it is. */
  trustsEmail: boolean;
}

/** The settings of single sign-on, or a line for each problem; null if it is not wanted. */
export function ssoOf(
  read: SsoVariables,
  { isWanted, secretFile }: { isWanted: boolean; secretFile: string | undefined },
): { sso: Sso | null; problems: string[] } {
  if (!isWanted) return { sso: null, problems: [] };
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret } = read;
  const problems = problemsOf(read);
  if (problems.length > 0 || !issuer || !clientId || !secret) return { sso: null, problems };
  const { host } = new URL(issuer);
  const { OIDC_ROLE_CLAIM: claim, OIDC_ROLE_MAP: pairs } = read;
  return {
    sso: {
      issuer,
      clientId,
      clientSecret: secretSetting(secret, secretFile),
      name: read.OIDC_NAME ?? host,
      hosts: [host, ...read.OIDC_HOSTS],
      scope: read.OIDC_SCOPE,
      roles: claim ? { claim, map: pairs.length > 0 ? pairs : ROLES_AS_NAMED } : null,
      secondFactor: new Set(read.OIDC_SECOND_FACTOR),
      addsPeople: read.OIDC_NEW_PEOPLE === "yes",
      trustsEmail: read.OIDC_TRUST_EMAIL === "yes",
    },
    problems,
  };
}

/** The default map: a value is a role's name; a person with several roles gets the lowest. */
const ROLES_AS_NAMED = roleSchema.options.map((role) => [role, role] as const);

type RolePair = readonly [value: string, role: Role];

/**
 * The pairs in a map; null if it is wrong. Names of LDAP groups have commas and equals signs: semicolons
 * then separate the pairs. A single such pair may do without, as it can be read in one way only.
 */
function rolePairs(text: string): readonly RolePair[] | null {
  const split = (separator: string) => text.split(separator).flatMap((one) => one.trim() || []);
  if (text.includes(";")) return whole(split(";").map(pairOf));
  const pairs = split(",").map(pairOf);
  if (pairs.every((pair) => pair !== null && !pair[0].includes("="))) return whole(pairs);
  const isOneName = pairs.at(-1)?.[0].includes("=") && pairs.slice(0, -1).every((pair) => !pair);
  return isOneName ? whole([pairOf(text.trim())]) : null;
}

function whole(pairs: readonly (RolePair | null)[]): readonly RolePair[] | null {
  const read = pairs.filter((pair) => pair !== null);
  return read.length === pairs.length ? read : null;
}

function pairOf(text: string): RolePair | null {
  const [, value, role] = /^(.+)=([^=]+)$/.exec(text) ?? [];
  const read = roleSchema.safeParse(role?.trim());
  return value?.trim() && read.success ? [value.trim(), read.data] : null;
}

function problemsOf(read: SsoVariables): string[] {
  const missing = (["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const).filter(
    (name) => !read[name],
  );
  return [
    ...missing.map((name) => `${name}: ${descriptions.get(ssoVariables[name])?.advice}`),
    ...(read.OIDC_ROLE_MAP.length > 0 && !read.OIDC_ROLE_CLAIM
      ? ["OIDC_ROLE_MAP: needs OIDC_ROLE_CLAIM, the claim whose values it maps"]
      : []),
    ...(read.OIDC_NEW_PEOPLE === "yes" && !read.OIDC_ROLE_CLAIM
      ? ["OIDC_NEW_PEOPLE: needs OIDC_ROLE_CLAIM, which tells what new people may do"]
      : []),
  ];
}

function isIssuer(text: string | undefined): boolean {
  if (!text) return false;
  const url = new URL(text);
  return isTrustworthy(url) && !url.username && !url.password && !/[?#]/.test(text);
}
