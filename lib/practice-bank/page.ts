import type { ServerResponse } from "node:http";

/** One whole HTTP answer. */
export interface Page {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A good or bad answer in JSON. */
export function jsonPage(status: number, body: string): Page {
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body };
}

/** A web page, such as a proxy or a captive portal puts in the bank's place. */
export function htmlPage(status: number, title: string): Page {
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

/** A few bare words. */
export function textPage(status: number, body: string): Page {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

/** Sends a page, unless the asker has left meanwhile. */
export function sendPage(response: ServerResponse, page: Page): void {
  if (response.destroyed) return;
  const body = Buffer.from(page.body);
  // HTTP allows no length beside 204: such an answer has no body by definition.
  const length = page.status === 204 ? {} : { "content-length": String(body.length) };
  response.writeHead(page.status, { ...page.headers, ...length });
  response.end(body);
}
