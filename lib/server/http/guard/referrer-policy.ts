import type { IncomingMessage, ServerResponse } from "node:http";

/** Pages whose address is a secret, or may hold what somebody typed. */
const SECRET_PATH = /^\/(?:s|set-up|i)\//;

/**
 * Lets our own pages name themselves to us. From a page that sends no referrer, browsers send an opaque
 * Origin, and then nothing tells our forms from those of other sites where there is no Sec-Fetch-Site.
 */
export function allowOwnReferrer({ url = "" }: IncomingMessage, response: ServerResponse): void {
  if (!String(response.getHeader("content-type")).startsWith("text/html")) return;
  // No address of ours goes to another site; a secret one not even into our own proxy's log.
  response.setHeader("referrer-policy", SECRET_PATH.test(url) ? "strict-origin" : "same-origin");
}
