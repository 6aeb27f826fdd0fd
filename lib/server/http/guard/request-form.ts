import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { ErrorCode } from "#lib/http/errors.ts";
import { MAX_BODY_BYTES } from "../body.ts";
import { isOneAddress } from "./address.ts";

/** What the form of a request must be, whatever it asks for: what Next would answer with an error. */

const METHODS: ReadonlySet<string | undefined> = new Set(["GET", "HEAD", "POST"]);

/** Addresses that take a POST: handlers, and the button of a share link. `proxy.ts` refuses pages. */
const FILES = /^\/(?:_next\/|[^/?]+\.[a-z]+(?:\?|$))/;

/** Why a request is refused for any address, or null. */
export function refusedForm(request: IncomingMessage): ErrorCode | null {
  const { method, url = "", headers } = request;
  // Next answers TRACE with 500; OPTIONS is for CORS, which no handler allows.
  if (!METHODS.has(method)) return "method_not_allowed";
  // PostgreSQL takes no text with a NUL.
  if (!isOneAddress(request) || url.includes("%00")) return "invalid_input";
  if (/websocket/i.test(headers.upgrade ?? "")) return "invalid_input";
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) return "too_large";
  // Anyqta has no Server Actions.
  if (method !== "GET" && headers["next-action"] !== undefined) return "not_found";
  if (method === "POST" && FILES.test(url)) return "method_not_allowed";
  return isRouterState(headers["next-router-state-tree"]) ? null : "invalid_input";
}

/** Deeper than any page of ours lies, and far from the depth at which a recursion ends. */
const DEEPEST_STATE = 20;

/**
 * Whether this is a state of Next's router, which browsers send with what they load into a page. Next
 * answers another one with 500 and an error in the log; the form is Next's own (`FlightRouterState`).
 */
function isRouterState(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  try {
    return stateSchema.safeParse(JSON.parse(decodeURIComponent(String(header)))).success;
  } catch {
    return false;
  }
}

const segmentSchema = z.union([
  z.string(),
  z.tuple([
    z.string(),
    z.string(),
    z.string().regex(/^(?:c|oc|d|[cd]i(?:\(\.\)|\(\.\.\)|\(\.\.\.\)|\(\.\.\)\(\.\.\)))$/),
    z.array(z.string()).nullable(),
  ]),
]);

function stateOfDepth(left: number): z.ZodType {
  return z.tuple([
    segmentSchema,
    z.record(z.string(), left === 0 ? z.never() : z.lazy(() => stateOfDepth(left - 1))),
    z.tuple([z.string(), z.string()]).nullish(),
    z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullish(),
    z.number().nullish(),
    z.string().optional(),
  ]);
}
const stateSchema = stateOfDepth(DEEPEST_STATE);
