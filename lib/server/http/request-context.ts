import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { visitorAddress } from "./client-address.ts";

/**
 * When a request reached this process, how and from which address, stamped by Node before Next queues
 * it (channel http.server.request.start). The names of the stamps are this process's secret, so
 * nobody can send them, not even while the process starts and does not stamp yet.
 */

const secret = singleton("stamps", () => randomBytes(16).toString("hex"));
const stamp = (name: "arrived" | "peer" | "prefetch" | "method") => `x-anyqta-${name}-${secret()}`;

/** Begins to stamp; called once, at the start of the process. */
export function stampRequests({ trustedProxies }: { trustedProxies: number }): void {
  subscribe("http.server.request.start", (message) => {
    if (!hasRequest(message)) return;
    const { headers, socket } = message.request;
    headers[stamp("arrived")] = String(performance.now());
    headers[stamp("peer")] = visitorAddress(
      { peer: socket.remoteAddress, forwardedFor: headers["x-forwarded-for"] },
      trustedProxies,
    );
    headers[stamp("prefetch")] = isPrefetch(headers) ? "1" : "";
    headers[stamp("method")] = message.request.method ?? "";
  });
}

/** Next hides its own prefetch headers from pages, so they are read here, before it does. */
function isPrefetch(headers: IncomingMessage["headers"]): boolean {
  const purpose = `${headers["sec-purpose"]} ${headers.purpose} ${headers["x-moz"]}`;
  return (
    /prefetch|prerender|preview/.test(purpose) ||
    headers["next-router-prefetch"] !== undefined ||
    headers["next-router-segment-prefetch"] !== undefined
  );
}

function hasRequest(message: unknown): message is { request: IncomingMessage } {
  return typeof message === "object" && message !== null && "request" in message;
}

/** Moment of arrival on the clock of `performance.now()`. */
export function arrivedAt(headers: Headers): number {
  return Number(headers.get(stamp("arrived")) ?? performance.now());
}

/**
 * Did a person press a button of this page? A POST that the browser says comes from our own origin
 * (W3C Fetch Metadata), or whose Origin is the host that it was sent to; a program that names neither
 * is no person. Next tells pages no method, hence the stamp.
 */
export function isPressed(headers: Headers): boolean {
  if (headers.get(stamp("method")) !== "POST") return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin") ?? "";
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

/** The address of the visitor, as far as it can be trusted; see `visitorAddress`. */
export function peerAddress(headers: Headers): string | null {
  return headers.get(stamp("peer")) || null;
}

/** The same, of a request that Node has just read. */
export function peerOf({ headers }: IncomingMessage): string | null {
  return String(headers[stamp("peer")] ?? "") || null;
}

/**
 * Does the page open without anybody wanting to see it: fetched ahead, or drawn into another site's
 * page? Then the bank is not asked. (W3C Fetch Metadata; following a link from elsewhere is wanted.)
 */
export function opensByItself(headers: Headers): boolean {
  if (headers.get(stamp("prefetch"))) return true;
  const site = headers.get("sec-fetch-site");
  const foreign = site === "cross-site" || site === "same-site";
  return foreign && headers.get("sec-fetch-dest") !== "document";
}
