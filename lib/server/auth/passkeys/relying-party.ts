import ipaddr from "ipaddr.js";
import { settings } from "#lib/server/config/settings.ts";

/** Whose passkeys they are: the domain they belong to, and the one origin that may ask for them. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * Anyqta at this address, or null where browsers know no passkeys: at a bare IP address (WebAuthn
 * 5.1.2 asks for a domain), and without https anywhere but on the machine itself.
 */
export function relyingPartyAt({ hostname, origin, protocol }: URL): RelyingParty | null {
  if (ipaddr.isValid(hostname.replace(/^\[|\]$/g, ""))) return null;
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  return protocol === "https:" || isLocal ? { id: hostname, origin } : null;
}

/** Anyqta where staff open it (NEXTAUTH_URL), or null when passkeys cannot work there. */
export function relyingParty(): RelyingParty | null {
  return relyingPartyAt(settings().app.url);
}
