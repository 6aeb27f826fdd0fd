import ipaddr from "ipaddr.js";
import { settings } from "#lib/server/config/settings.ts";

/** The WebAuthn relying party: the domain of the passkeys and the only origin that may use them. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * The relying party of an address, or null if browsers do not allow passkeys there: at an IP
 * address (WebAuthn 5.1.2 requires a domain), and without https except on localhost.
 */
export function relyingPartyAt({ hostname, origin, protocol }: URL): RelyingParty | null {
  if (ipaddr.isValid(hostname.replace(/^\[|\]$/g, ""))) return null;
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  return protocol === "https:" || isLocal ? { id: hostname, origin } : null;
}

/** The relying party of `NEXTAUTH_URL`, or null if passkeys are not possible there. */
export function relyingParty(): RelyingParty | null {
  return relyingPartyAt(settings().app.url);
}
