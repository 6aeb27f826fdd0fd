import ipaddr from "ipaddr.js";
import { isLoopback } from "#lib/http/loopback.ts";
import { settings } from "#lib/server/config/settings.ts";

/** Which addresses are ours: that of `NEXTAUTH_URL`, and this machine's own without a name. */

/**
 * Whether a Host header names this installation. A name that anybody can register is ours only if the
 * settings say so: otherwise it could be led to us to read our answers (DNS rebinding). An IP address and
 * localhost cannot; proxies and balancers use them. The port says nothing.
 */
export function isOwnHost(host: string): boolean {
  if (!/^[^/?#@\\\s]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === settings().app.url.hostname || isUnnamed(hostname);
}

/** Whether an Origin header is ours, for a request with this Host. */
export function isOwnOrigin(origin: string, host: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (given.origin === settings().app.url.origin) return true;
  return given.host === host && isUnnamed(given.hostname);
}

function isUnnamed(hostname: string): boolean {
  return isLoopback(hostname) || ipaddr.isValid(hostname.replace(/^\[(.*)\]$/, "$1"));
}
