import type { Role } from "#lib/account/access.ts";
import type { Sso } from "#lib/server/config/oidc.ts";

/**
 * The role by the role claim: that of the first pair in the settings whose value the claim
 * contains. Null if it contains none, undefined if roles are given in Anyqta.
 */
export function roleIn(claims: Record<string, unknown>, { roles }: Sso): Role | null | undefined {
  if (!roles) return undefined;
  const values = new Set([claimAt(claims, roles.claim)].flat());
  return roles.map.find(([value]) => values.has(value))?.[1] ?? null;
}

/**
 * Why the claims contain no role, for the audit log: the name of the claim, or that the provider left the
 * groups out because the person has too many (`_claim_names`, OpenID Connect Core 1.0, 5.6.2; Entra ID).
 */
export function missingRoleIn(claims: Record<string, unknown>, { roles }: Sso): string {
  const claim = roles?.claim ?? "";
  const elsewhere = claims._claim_names;
  const isElsewhere =
    typeof elsewhere === "object" && elsewhere !== null && Object.hasOwn(elsewhere, claim);
  return isElsewhere ? `${claim} in _claim_names` : claim;
}

/** A claim by its name, or by a dotted path of names (realm_access.roles). */
function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const part of name.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part))
      return undefined;
    found = new Map(Object.entries(found)).get(part);
  }
  return found;
}
