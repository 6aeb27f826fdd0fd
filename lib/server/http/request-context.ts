import { randomInt } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/http/errors.ts";
import type { Origin } from "#lib/server/actor.ts";
import { type RequestContext, requestStore } from "#lib/server/runtime/request-store.ts";
import { clientAddress } from "./client-address.ts";
import { isFromOwnPage } from "./fetch-metadata.ts";

/** The context of a request. The server guard makes it; pages, handlers and proxy.ts read it. */

/** Without similar characters (0/O, 1/I/L), so that it can be dictated on the phone. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const REFERENCE_LENGTH = 10;

/** A new reference: ten letters and digits, about 49 bits. */
export function newReference(): string {
  return Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(
    "",
  );
}

/** Makes the context of a new request. */
export function contextOf(
  { headers, method, socket }: IncomingMessage,
  { response, trustedProxies }: { response: ServerResponse; trustedProxies: number },
): RequestContext {
  const connection = { peer: socket.remoteAddress, forwardedFor: headers["x-forwarded-for"] };
  return {
    id: newReference(),
    arrivedAt: performance.now(),
    peer: clientAddress(connection, trustedProxies) || null,
    method: method ?? "",
    person: null,
    isPrefetch: isPrefetch(headers),
    pageStatus: null,
    left: leftSignal(response),
  };
}

/** Pages get no request object from Next, so the connection itself tells that the client has gone. */
function leftSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort(new AppError("caller_left"));
  });
  return controller.signal;
}

/**
 * Whether a browser or Next's router prefetches. Next hides its own prefetch headers from pages.
 */
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
 * @throws AppError unavailable outside of a guarded request, also for one that arrived before the
 * guard was installed at the start.
 */
export function requestContext(): RequestContext {
  const context = requestStore().getStore();
  if (!context) throw new AppError("unavailable");
  return context;
}

/**
 * Where the current request comes from, for the audit log.
 * @throws AppError unavailable, as `requestContext`.
 */
export function originOf(headers: Headers): Origin {
  const { id, peer } = requestContext();
  return { ip: peer, userAgent: headers.get("user-agent"), requestId: id };
}

/**
 * Whether the request is a POST that our own page caused. Reads the method from the context, as Next
 * does not give it to pages.
 */
export function isSameOriginPost(headers: Headers): boolean {
  return requestContext().method === "POST" && isFromOwnPage(headers);
}

/** Why nobody has asked for a page that a browser loads. */
export type Unasked = "prefetch" | "embedded" | "no_click";

/**
 * Why the bank must not be asked for this page (W3C Fetch Metadata): it is prefetched, embedded into a
 * page of another site, or opened by one without a person's click. Null otherwise, as for a link that
 * somebody clicked in a chat, and for browsers that tell nothing.
 */
export function whyUnasked(headers: Headers): Unasked | null {
  if (requestContext().isPrefetch) return "prefetch";
  const arrived = arrivalOf(headers);
  if (arrived !== "other_site" && arrived !== "related_site") return null;
  if (headers.get("sec-fetch-dest") !== "document") return "embedded";
  return headers.get("sec-fetch-user") === "?1" ? null : "no_click";
}

/** From where a person came to a page, for the audit log. */
export type Arrival = "own_page" | "address" | "related_site" | "other_site" | "not_told";

/**
 * From where the request came (Sec-Fetch-Site): a page of ours, the address bar, a bookmark or another
 * program, a page of our domain, or any other site.
 */
export function arrivalOf(headers: Headers): Arrival {
  switch (headers.get("sec-fetch-site")) {
    case "same-origin":
      return "own_page";
    case "none":
      return "address";
    case "same-site":
      return "related_site";
    case "cross-site":
      return "other_site";
    default:
      return "not_told";
  }
}
