import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * When a request reached this process and from which address, stamped by Node before Next queues
 * it (channel http.server.request.start). The stamps overwrite headers of the same names, so a
 * client cannot forge them.
 */

const ARRIVED = "x-anyqta-arrived";
const PEER = "x-anyqta-peer";
const PREFETCH = "x-anyqta-prefetch";

/** Begins to stamp; called once, at the start of the process. */
export function stampRequests(): void {
  subscribe("http.server.request.start", (message) => {
    if (!hasRequest(message)) return;
    const { request } = message;
    request.headers[ARRIVED] = String(performance.now());
    request.headers[PEER] = request.socket.remoteAddress ?? "";
    request.headers[PREFETCH] = isPrefetch(request.headers) ? "1" : "";
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
  return Number(headers.get(ARRIVED) ?? performance.now());
}

/** The address of whoever connected to us. */
export function peerAddress(headers: Headers): string | null {
  return headers.get(PEER) || null;
}

/**
 * Does the page open without anybody wanting to see it: fetched ahead, or drawn into another site's
 * page? Then the bank is not asked. (W3C Fetch Metadata; following a link from elsewhere is wanted.)
 */
export function opensByItself(headers: Headers): boolean {
  if (headers.get(PREFETCH)) return true;
  const site = headers.get("sec-fetch-site");
  const foreign = site === "cross-site" || site === "same-site";
  return foreign && headers.get("sec-fetch-dest") !== "document";
}
