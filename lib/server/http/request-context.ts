import { randomInt } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { AppError } from "#lib/http/errors.ts";
import type { Origin } from "#lib/server/actor.ts";
import { type RequestContext, requestStore } from "#lib/server/runtime/request-store.ts";
import { visitorAddress } from "./client-address.ts";

/** The context of a request: made once by the server guard, read by pages, handlers and proxy.ts. */

/** Without look-alikes (0/O, 1/I/L), so that it can be read out on the phone. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const REFERENCE_LENGTH = 10;

/** A new reference: ten letters and digits, some 49 bits. */
export function newReference(): string {
  return Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(
    "",
  );
}

/** The context of a request that Node has just read. */
export function contextOf(
  { headers, method, socket }: IncomingMessage,
  { trustedProxies }: { trustedProxies: number },
): RequestContext {
  const connection = { peer: socket.remoteAddress, forwardedFor: headers["x-forwarded-for"] };
  return {
    id: newReference(),
    arrivedAt: performance.now(),
    peer: visitorAddress(connection, trustedProxies) || null,
    method: method ?? "",
    isPrefetch: isPrefetch(headers),
  };
}

/** Read before Next, which hides its own prefetch headers from pages. (W3C Fetch Metadata, Purpose) */
function isPrefetch(headers: IncomingMessage["headers"]): boolean {
  const purpose = `${headers["sec-purpose"]} ${headers.purpose} ${headers["x-moz"]}`;
  return (
    /prefetch|prerender|preview/.test(purpose) ||
    headers["next-router-prefetch"] !== undefined ||
    headers["next-router-segment-prefetch"] !== undefined
  );
}

/**
 * The context of the current request.
 * @throws AppError unavailable where the guard has not seen the request: it came while the process
 * was starting.
 */
export function requestContext(): RequestContext {
  const context = requestStore().getStore();
  if (!context) throw new AppError("unavailable");
  return context;
}

/**
 * Where the current request comes from, for the audit.
 * @throws AppError unavailable, as `requestContext`.
 */
export function originOf(headers: Headers): Origin {
  const { id, peer } = requestContext();
  return { ip: peer, userAgent: headers.get("user-agent"), requestId: id };
}

/**
 * Whether a person pressed a button of this page: a POST that the browser reports as same-origin
 * (W3C Fetch Metadata), or whose Origin is the host that it was sent to. A program that sends neither
 * header does not count. Next gives pages no method, hence the context.
 */
export function isPressed(headers: Headers): boolean {
  if (requestContext().method !== "POST") return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin") ?? "";
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

/**
 * Whether the page opens without anybody wanting to see it: prefetched, or embedded into another
 * site's page. Then the bank is not asked. Following a link from another site counts as wanted. (W3C
 * Fetch Metadata)
 */
export function opensByItself(headers: Headers): boolean {
  if (requestContext().isPrefetch) return true;
  const site = headers.get("sec-fetch-site");
  const isForeign = site === "cross-site" || site === "same-site";
  return isForeign && headers.get("sec-fetch-dest") !== "document";
}
