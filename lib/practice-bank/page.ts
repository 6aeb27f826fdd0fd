import type { ServerResponse } from "node:http";

/** A complete HTTP response. */
export interface Page {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A JSON response. */
export function jsonPage(status: number, body: string): Page {
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body };
}

/** An HTML page, as a proxy or a captive portal sends it instead of the bank. */
export function htmlPage(status: number, title: string): Page {
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

/** A plain-text response. */
export function textPage(status: number, body: string): Page {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

/** Sends a response, unless the client has disconnected. */
export function sendPage(response: ServerResponse, page: Page): void {
  if (response.destroyed) return;
  const body = Buffer.from(page.body);
  // A 204 has no body and must not carry Content-Length (RFC 9110 8.6).
  const length = page.status === 204 ? {} : { "content-length": String(body.length) };
  response.writeHead(page.status, { ...page.headers, ...length });
  response.end(body);
}
