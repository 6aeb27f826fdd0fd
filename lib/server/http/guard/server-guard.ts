import { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import onHeaders from "on-headers";
import { BASELINE_HEADERS, TRANSPORT_HEADER } from "#lib/http/baseline-headers.ts";
import { AppError, ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { log } from "#lib/server/log.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { MOST_BODY_BYTES } from "../body.ts";
import { refusalHeaders } from "../error-response.ts";
import { isNavigation } from "../fetch-metadata.ts";
import { spend } from "../rate-limit.ts";
import {
  OWN_POLICY_HEADER,
  REFUSAL_PAGE_HEADERS,
  readerOf,
  refusalPage,
} from "../refusal/error-page.ts";
import { contextOf, requestContext } from "../request-context.ts";
import { createArrivalDelay } from "./arrival-delay.ts";

/**
 * Stands in front of Next in its own server: gives every request its context and every answer the
 * baseline headers, and refuses what no part of the product answers before Next spends anything on
 * it. Next makes the server itself, also in `next start`, `next dev` and the standalone build, so the
 * guard wraps `emit` of http.Server, as OpenTelemetry's instrumentation of node:http does.
 */

const METHODS: ReadonlySet<string | undefined> = new Set(["GET", "HEAD", "POST"]);
/** A slow sender keeps a connection no longer than this. */
const HEADERS_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 30_000;

/** Longest delay of a request while others keep arriving. */
const ARRIVAL_MILLISECONDS = 50;

/** While the process ends, idle connections are closed this often. */
const IDLE_ROUND_MILLISECONDS = 100;

interface GuardOptions {
  /** Whether people reach Anyqta over https. */
  isSecure: boolean;
  /** Number of reverse proxies in front whose X-Forwarded-For is trusted. */
  trustedProxies: number;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** The servers that accepted a connection. */
const servers = singleton("http-servers", () => new Set<Server>());

const arrivals = singleton("arrival-delay", () =>
  createArrivalDelay({ longestMilliseconds: ARRIVAL_MILLISECONDS }),
);

/** Guards every http server of this process; a second call changes nothing. */
export const guardServers: (options: GuardOptions) => void = (options) =>
  void singleton("server-guard", () => guard(Server.prototype, options))();

/** Guards one server, or all of a process by their prototype. */
export function guard(target: Server, options: GuardOptions): true {
  const { emit } = target;
  Object.defineProperty(target, "emit", {
    configurable: true,
    writable: true,
    value(this: Server, event: string, ...given: readonly unknown[]): boolean {
      const pass = () => Reflect.apply(emit, this, [event, ...given]);
      if (event === "connection") {
        prepare(this);
        arrivals().note();
      }
      if (event !== "request") return pass();
      const [request, response] = given;
      if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return false;
      handle({ request, response }, options, pass);
      return true;
    },
  });
  return true;
}

/** What a server needs once, before its first request is read. */
function prepare(server: Server): void {
  if (servers().has(server)) return;
  servers().add(server);
  server.headersTimeout = HEADERS_MILLISECONDS;
  server.requestTimeout = REQUEST_MILLISECONDS;
  server.on("clientError", refuseUnreadable);
  // An expectation that nobody knows may be ignored (RFC 9110 10.1.1); Node would answer by itself.
  server.on("checkExpectation", (...exchange) => server.emit("request", ...exchange));
  // Without listeners Node reads an upgrade as a plain request, which is refused here if it asks for a
  // WebSocket; Next would leave the socket open. Hot reload needs its own.
  if (process.env.NODE_ENV === "production") server.removeAllListeners("upgrade");
}

/** Runs the rest of the request in its context: Next, or the refusal. */
function handle(exchange: Exchange, options: GuardOptions, next: () => void): void {
  const { request, response } = exchange;
  const context = contextOf(request, options);
  for (const [name, value] of BASELINE_HEADERS) response.setHeader(name, value);
  if (options.isSecure) response.setHeader(...TRANSPORT_HEADER);
  response.setHeader("x-request-id", context.id);
  onHeaders(response, function () {
    forbidCaching(this);
    applyOwnPolicy(this);
  });
  removeInternalHeaders(request);
  arrivals().note();
  requestStore().run(context, () => {
    admit(request).then(next, (error: unknown) => refuse(error, exchange));
  });
}

async function admit(request: IncomingMessage): Promise<void> {
  const refused = refusedFor(request);
  if (refused) throw new AppError(refused);
  await spend("requests", "all");
  await arrivals().settled();
}

/** What is wrong with a request whatever it asks for; null when nothing is. */
function refusedFor({ method, url, headers }: IncomingMessage): ErrorCode | null {
  // Next answers TRACE with 500, and OPTIONS would tell other sites what they may not do anyway.
  if (!METHODS.has(method)) return "method_not_allowed";
  // An absolute address is for proxies (RFC 9112 3.2.2), which we are not.
  if (!url?.startsWith("/") || !isDecodable(url)) return "invalid_input";
  if (/websocket/i.test(headers.upgrade ?? "")) return "invalid_input";
  if (Number(headers["content-length"] ?? 0) > MOST_BODY_BYTES) return "too_large";
  // There are no Server Actions.
  if (method !== "GET" && headers["next-action"] !== undefined) return "not_found";
  return null;
}

/**
 * An answer that does not call itself cacheable is stored nowhere. Set just before the headers leave,
 * as Next takes a Cache-Control that is there already for a decision and keeps its own back.
 */
function forbidCaching(response: ServerResponse): void {
  if (!response.hasHeader("cache-control")) {
    response.setHeader("cache-control", "private, no-store");
  }
}

/** A handler's page has a policy of its own; Next keeps a header that is there already. */
function applyOwnPolicy(response: ServerResponse): void {
  const policy = response.getHeader(OWN_POLICY_HEADER);
  if (policy === undefined) return;
  response.removeHeader(OWN_POLICY_HEADER);
  response.setHeader("content-security-policy", policy);
}

/** Whether the path decodes; of half a percent sign Next makes an error of its own. */
function isDecodable(url: string): boolean {
  try {
    return decodeURI(url.split("?")[0] ?? "") !== "";
  } catch {
    return false;
  }
}

/** Removes headers that Next takes for its own, whoever sent them. */
function removeInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) {
    if (/^(x-nonce|x-middleware-.*|content-security-policy(-report-only)?)$/.test(name)) {
      delete headers[name];
    }
  }
}

function refuse(error: unknown, { request, response }: Exchange): void {
  const { code, retryAfter } = error instanceof AppError ? error : new AppError("failed");
  const { id, peer } = requestContext();
  if (code === "failed") log().error({ err: error }, "guard failed");
  else log().info({ code, ip: peer }, "request refused");
  for (const [name, value] of Object.entries(refusalHeaders(code, retryAfter))) {
    response.setHeader(name, value);
  }
  const { method = "", url = "/" } = request;
  const headers = { get: (name: string) => [request.headers[name] ?? []].flat()[0] ?? null };
  if (isNavigation({ headers })) {
    const reader = readerOf({ headers, method, url });
    response.writeHead(ERRORS[code], REFUSAL_PAGE_HEADERS);
    response.end(refusalPage(code, { reader, seconds: retryAfter, reference: id }));
    return;
  }
  response.writeHead(ERRORS[code], { "content-type": "application/json" });
  response.end(JSON.stringify({ error: code, reference: id }));
}

/** Answers what Node could not even read: with Node's own status and the headers of every answer. */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const headers = [...BASELINE_HEADERS, ["connection", "close"], ["content-length", "0"]];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${UNREADABLE[error.code ?? ""] ?? "400 Bad Request"}\r\n${lines}\r\n`);
}

/** Node's own answers, by the error's code. */
const UNREADABLE: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Accepts no more connections; resolves when all answers are out, or after `milliseconds`. */
export async function closeServers(milliseconds: number): Promise<void> {
  await Promise.all([...servers()].map((server) => closeServer(server, milliseconds)));
}

function closeServer(server: Server, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const over = setTimeout(() => server.closeAllConnections(), milliseconds);
    // A connection that its client keeps alive is idle as soon as its last answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_ROUND_MILLISECONDS);
    server.close(() => {
      clearTimeout(over);
      clearInterval(idle);
      resolve();
    });
  });
}
