import { envelope, type Service } from "../answers/envelope.ts";
import { codeReply } from "../answers/replies.ts";
import { htmlPage, jsonPage, type Page, textPage } from "../page.ts";
import type { PageFault } from "./names.ts";

/** The target of the redirect, on the same server, so that a test sees whether it is followed. */
export const REDIRECT_PATH = "/moved/check-status";

function withRetryAfter(page: Page, seconds: number): Page {
  return { ...page, headers: { ...page.headers, "retry-after": String(seconds) } };
}

/** A complete response instead of the requested one. */
export function faultyPage(fault: PageFault, service: Service): Page {
  switch (fault) {
    case "400-json-102":
      return jsonPage(400, envelope(service, codeReply("102")));
    case "400-no-json":
      return textPage(400, "Bad Request");
    case "403":
      return htmlPage(403, "403 Forbidden");
    case "404":
      return htmlPage(404, "404 Not Found");
    case "408":
      return textPage(408, "");
    case "429":
      return withRetryAfter(jsonPage(429, '{"error":"too_many_requests"}'), 20);
    case "500":
      return jsonPage(500, '{"code":500,"message":"Internal Server Error"}');
    case "502-html":
      return htmlPage(502, "502 Bad Gateway");
    case "503":
      return textPage(503, "");
    case "503-retry-after":
      return withRetryAfter(textPage(503, "Service Unavailable"), 30);
    case "204":
      return { status: 204, body: "" };
    case "empty-200":
      return jsonPage(200, "");
    case "redirect":
      return { status: 302, headers: { location: REDIRECT_PATH }, body: "" };
    case "html-200":
      return htmlPage(200, "Sign in to the network");
  }
}
