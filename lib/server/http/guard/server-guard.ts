import { IncomingMessage, Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import onHeaders from "on-headers";
import { BASELINE_HEADERS, TRANSPORT_HEADER } from "#lib/http/baseline-headers.ts";
import { AppError, ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { countHttpRequest } from "#lib/server/metrics/metrics.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { errorHeaders } from "../error-response.ts";
import { isNavigation } from "../fetch-metadata.ts";
import { isOwnHost } from "../origin/own-address.ts";
import { OWN_POLICY_HEADER, PLAIN_PAGE_HEADERS, readerOf } from "../plain-page/plain-page.ts";
import { errorPage } from "../refusal/error-page.ts";
import { logRefusal, refusalOf } from "../refusal/refusal.ts";
import { contextOf, requestContext } from "../request-context.ts";
import { askedFor, awaitTurn, countArrival, isProbe } from "./admission.ts";
import { createArrivalDelay } from "./arrival-delay.ts";
import {
  acceptConnection,
  beginExchange,
  boundServer,
  type Exchange,
  holdBack,
} from "./connections.ts";
import { type RefusalAnswer, replaceFailedPage } from "./failed-page.ts";
import { allowOwnReferrer } from "./referrer-policy.ts";
import { refusedForm } from "./request-form.ts";

/**
 * Guards Next's server: gives every request a context and every answer the baseline headers, and
 * refuses requests that no handler answers before Next handles them. Next makes the server itself,
 * in `next start`, `next dev` and the standalone build, so the guard wraps `emit` of http.Server,
 * as OpenTelemetry's instrumentation of node:http does.
 */

/** The maximum delay of a request while others keep arriving. */
const ARRIVAL_MILLISECONDS = 50;

/** Addresses that are no pages. */
const OF_HANDLERS = /^\/(?:api|_next)\//;

/** The status of those who left before the answer, as nginx logs it. */
const LEFT = 499;

/** The interval at which idle connections are closed during a stop. */
const IDLE_INTERVAL_MILLISECONDS = 100;

interface GuardOptions {
  /** Whether staff use Anyqta over https. */
  isSecure: boolean;
  /** The number of reverse proxies whose X-Forwarded-For is trusted. */
  trustedProxies: number;
  /** The person whose living session these cookies carry, for limits only; null without one. */
  personOf(cookies: string): Promise<string | null> | string | null;
}

/** All servers that accepted a connection. */
const servers = singleton("http-servers", () => new Set<Server>());

const arrivals = singleton("arrival-delay", () =>
  createArrivalDelay({ longestMilliseconds: ARRIVAL_MILLISECONDS }),
);

/** Guards all http servers of this process; a second call has no effect. */
export const guardServers: (options: GuardOptions) => void = (options) =>
  void singleton("server-guard", () => guard(Server.prototype, options))();

/** Servers that answer for themselves. */
const unguarded = singleton("unguarded-servers", () => new WeakSet<Server>());

/** Leaves a server of ours, which Next knows nothing of, without the guard. */
export function withoutGuard(server: Server): Server {
  unguarded().add(server);
  return server;
}

/** Guards one server, or all of a process by their prototype. */
export function guard(target: Server, options: GuardOptions): true {
  const { emit } = target;
  Object.defineProperty(target, "emit", {
    configurable: true,
    writable: true,
    value(this: Server, event: string, ...given: readonly unknown[]): boolean {
      const pass = () => Reflect.apply(emit, this, [event, ...given]);
      if (unguarded().has(this)) return pass();
      const [first, response] = given;
      if (event === "connection" && first instanceof Socket) {
        configure(this);
        arrivals().recordArrival();
        return acceptConnection(first, options, pass);
      }
      if (event !== "request") return pass();
      if (!(first instanceof IncomingMessage && response instanceof ServerResponse)) return false;
      const exchange = { request: first, response };
      if (beginExchange(exchange)) handle(exchange, options, pass);
      return true;
    },
  });
  return true;
}

/** Configures a server once, before it reads its first request. */
function configure(server: Server): void {
  if (servers().has(server)) return;
  servers().add(server);
  boundServer(server, (socket) => refuseUnreadable({ code: "ERR_HTTP_REQUEST_TIMEOUT" }, socket));
  server.on("clientError", refuseUnreadable);
  // Ignores unknown expectations (RFC 9110 10.1.1); otherwise Node would answer without the guard.
  server.on("checkExpectation", (...exchange) => server.emit("request", ...exchange));
  // Next's listener would leave the socket open. Without listeners Node reads an upgrade as a plain
  // request, and the guard refuses WebSockets. Hot reload in development needs the listener.
  if (process.env.NODE_ENV === "production") server.removeAllListeners("upgrade");
}

/** Sets the baseline headers, and runs Next or the refusal in the request's context. */
function handle(exchange: Exchange, options: GuardOptions, next: () => void): void {
  const { request, response } = exchange;
  const context = contextOf(request, { ...options, response });
  for (const [name, value] of BASELINE_HEADERS) response.setHeader(name, value);
  if (options.isSecure) response.setHeader(...TRANSPORT_HEADER);
  response.setHeader("x-request-id", context.id);
  // What is registered first runs last: after the headers of a failed page, and after Next has compressed.
  onHeaders(response, function () {
    protectContent(this);
    applyOwnPolicy(this);
    allowOwnReferrer(request, this);
    if (this.statusCode === 200 && context.pageStatus) this.statusCode = context.pageStatus;
  });
  // Handlers answer for themselves, and a failing page in development shows what its author needs.
  if (process.env.NODE_ENV === "production" && !OF_HANDLERS.test(request.url ?? "")) {
    replaceFailedPage(response, (code) => answerOf(code, { request, reference: context.id }));
  }
  const what = askedFor(request.url ?? "");
  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : LEFT;
    const seconds = (performance.now() - context.arrivedAt) / 1_000;
    countHttpRequest({ what, status, seconds });
  });
  removeInternalHeaders(request);
  arrivals().recordArrival();
  requestStore().run(context, () => {
    admit(exchange, options).then(
      () => response.destroyed || next(),
      (error: unknown) => refuse(error, exchange, options),
    );
  });
}

/** Waits until Next may handle the request. @throws AppError */
async function admit(exchange: Exchange, { personOf }: GuardOptions): Promise<void> {
  const { request } = exchange;
  const refused = refusedForm(request);
  if (refused) throw new AppError(refused);
  // A load balancer probes by whatever name.
  if (isProbe(request.url ?? "")) return;
  if (!isOwnHost(request.headers.host ?? "")) throw new AppError("wrong_host");
  const context = requestContext();
  context.person = await personOf(request.headers.cookie ?? "");
  await countArrival(context);
  await arrivals().settled();
  await awaitTurn(exchange, context);
}

/**
 * Forbids storing an answer that has no Cache-Control, and changing a private one on its way: some
 * proxies replace e-mail addresses or shorten pages (no-transform, RFC 9111 5.2.2.6). Runs just before
 * the headers are sent, because Next does not set its own Cache-Control if there is one already, and
 * compresses nothing that says no-transform.
 */
function protectContent(response: ServerResponse): void {
  const control = String(response.getHeader("cache-control") ?? "private, no-store");
  const isPrivate = control.includes("private") && !control.includes("no-transform");
  response.setHeader("cache-control", isPrivate ? `${control}, no-transform` : control);
}

/** A handler's page has a policy of its own; Next keeps a header that is there already. */
function applyOwnPolicy(response: ServerResponse): void {
  const policy = response.getHeader(OWN_POLICY_HEADER);
  if (policy === undefined) return;
  response.removeHeader(OWN_POLICY_HEADER);
  response.setHeader("content-security-policy", policy);
}

/** Removes request headers that Next would trust as its own. */
function removeInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) {
    if (/^(x-nonce|x-middleware-.*|content-security-policy(-report-only)?)$/.test(name)) {
      delete headers[name];
    }
  }
}

function refuse(error: unknown, exchange: Exchange, options: GuardOptions): void {
  const { request, response } = exchange;
  const { code, retryAfter } = refusalOf(error);
  if (code === "too_many") holdBack(exchange, options);
  const { id, peer } = requestContext();
  logRefusal(error, { code, requestId: id, ip: peer });
  for (const [name, value] of Object.entries(errorHeaders(code, retryAfter))) {
    response.setHeader(name, value);
  }
  const answer = answerOf(code, { request, seconds: retryAfter, reference: id });
  response.writeHead(ERRORS[code], answer.headers);
  response.end(answer.body);
}

/** The page of a refusal for a person's browser, its code for a program. */
function answerOf(
  code: ErrorCode,
  {
    request,
    seconds,
    reference,
  }: { request: IncomingMessage; seconds?: number | undefined; reference: string },
): RefusalAnswer {
  const { method = "", url = "/" } = request;
  const headers = { get: (name: string) => [request.headers[name] ?? []].flat()[0] ?? null };
  if (!isNavigation({ headers })) {
    const body = JSON.stringify({ error: code, reference });
    return { headers: { "content-type": "application/json" }, body };
  }
  const reader = readerOf({ headers, method, url });
  return { headers: PLAIN_PAGE_HEADERS, body: errorPage(code, { reader, seconds, reference }) };
}

/** Answers requests that Node cannot parse, with Node's own status and the baseline headers. */
function refuseUnreadable(error: { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const headers = [...BASELINE_HEADERS, ["connection", "close"], ["content-length", "0"]];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${UNREADABLE[error.code ?? ""] ?? "400 Bad Request"}\r\n${lines}\r\n`);
}

/** Node's own answers by error code. */
const UNREADABLE: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Accepts no more connections; resolves when all answers are sent, or after `milliseconds`. */
export async function closeServers(milliseconds: number): Promise<void> {
  await Promise.all([...servers()].map((server) => closeServer(server, milliseconds)));
}

function closeServer(server: Server, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => server.closeAllConnections(), milliseconds);
    // A keep-alive connection becomes idle after its last answer.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_INTERVAL_MILLISECONDS);
    server.close(() => {
      clearTimeout(timeout);
      clearInterval(idle);
      resolve();
    });
  });
}
