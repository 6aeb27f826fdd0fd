import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { BASELINE_HEADERS, TRANSPORT_HEADER } from "#lib/http/baseline-headers.ts";
import { AppError, ERRORS, type ErrorCode } from "#lib/http/errors.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { MOST_BODY_BYTES } from "../body.ts";
import { REFUSAL_PAGE_HEADERS, refusalPage } from "../error-page.ts";
import { refusalHeaders } from "../error-response.ts";
import { spend } from "../rate-limit.ts";
import { newReference } from "../reference.ts";
import { peerOf } from "../request-context.ts";
import { createDoorway, type Doorway } from "./doorway.ts";

/**
 * Stands in front of Next in its own server: every answer carries the baseline headers, and what no
 * part of the product answers is turned away before Next spends anything on it. Next makes the
 * server, so it is found by the first connection (channel net.server.socket).
 */

const METHODS: ReadonlySet<string | undefined> = new Set(["GET", "HEAD", "POST"]);
/** A slow sender keeps a connection no longer than this. */
const HEADERS_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 30_000;
/** So long a crowd that keeps coming may make the first of it wait. */
const CROWD_MILLISECONDS = 50;

/** While the process ends, kept connections are looked through this often. */
const IDLE_ROUND_MILLISECONDS = 100;

interface GateOptions {
  /** Is Anyqta served over https? */
  isSecure: boolean;
}

const guarded = singleton("guarded-servers", () => new Set<Server>());

/** Begins to guard every http server of this process; called once, at the start. */
export function guardServers(options: GateOptions): void {
  subscribe("net.server.socket", (message) => {
    const server = serverIn(message);
    if (!server || guarded().has(server)) return;
    guarded().add(server);
    guard(server, options);
  });
}

/** Lets nobody new in, and resolves when everybody inside was served or the time is over. */
export async function closeServers(milliseconds: number): Promise<void> {
  await Promise.all([...guarded()].map((server) => closeServer(server, milliseconds)));
}

function closeServer(server: Server, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const over = setTimeout(() => server.closeAllConnections(), milliseconds);
    // A connection that its visitor keeps open is idle as soon as its last answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_ROUND_MILLISECONDS);
    server.close(() => {
      clearTimeout(over);
      clearInterval(idle);
      resolve();
    });
  });
}

/** Puts the gate before whatever listens to this server now. */
export function guard(server: Server, { isSecure }: GateOptions): void {
  const doorway = createDoorway({ longestMilliseconds: CROWD_MILLISECONDS });
  server.on("connection", doorway.note);
  const behind = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of BASELINE_HEADERS) response.setHeader(name, value);
    if (isSecure) response.setHeader(...TRANSPORT_HEADER);
    keepOutOfCaches(response);
    forgetInternalHeaders(request);
    doorway.note();
    admit(request, doorway).then(
      () => {
        for (const listener of behind) Reflect.apply(listener, server, [request, response]);
      },
      (error: unknown) => refuse(error, { request, response }),
    );
  });
  server.on("clientError", refuseUnreadable);
  // Without listeners Node reads an upgrade as a plain request, which admit() refuses. Next would
  // leave the socket open. Hot reload needs its own.
  if (process.env.NODE_ENV === "production") server.removeAllListeners("upgrade");
  server.headersTimeout = HEADERS_MILLISECONDS;
  server.requestTimeout = REQUEST_MILLISECONDS;
}

async function admit(request: IncomingMessage, doorway: Doorway): Promise<void> {
  const refused = refusedFor(request);
  if (refused) throw new AppError(refused);
  await spend("requests", "all");
  await doorway.quiet();
}

/** What is wrong with a request before anybody asks what it wants. */
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
 * What is not called cacheable by the time it leaves is kept nowhere. Only then, as Next takes a
 * header that stands there already for its own last word.
 */
function keepOutOfCaches(response: ServerResponse): void {
  const { writeHead } = response;
  Object.defineProperty(response, "writeHead", {
    configurable: true,
    writable: true,
    value(...given: unknown[]) {
      if (!response.hasHeader("cache-control")) {
        response.setHeader("cache-control", "private, no-store");
      }
      return Reflect.apply(writeHead, response, given);
    },
  });
}

/** Of a half percent sign Next makes an error of its own. */
function isDecodable(url: string): boolean {
  try {
    return decodeURI(url.split("?")[0] ?? "") !== "";
  } catch {
    return false;
  }
}

/** Next reads some headers as its own word, from whoever they come. */
function forgetInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) {
    if (/^(x-nonce|x-middleware-.*|content-security-policy(-report-only)?)$/.test(name)) {
      delete headers[name];
    }
  }
}

function refuse(
  error: unknown,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): void {
  const { code, retryAfter } = error instanceof AppError ? error : new AppError("failed");
  const reference = newReference();
  if (code === "failed") log().error({ err: error, requestId: reference }, "gate failed");
  else log().info({ code, requestId: reference, ip: peerOf(request) }, "request refused");
  for (const [name, value] of Object.entries(refusalHeaders(code, retryAfter))) {
    response.setHeader(name, value);
  }
  const isPage = request.headers["sec-fetch-mode"] === "navigate";
  if (isPage && (code === "too_many" || code === "too_large")) {
    response.writeHead(ERRORS[code], REFUSAL_PAGE_HEADERS);
    response.end(refusalPage(code, { seconds: retryAfter ?? 0 }));
    return;
  }
  response.writeHead(ERRORS[code], { "content-type": "application/json" });
  response.end(JSON.stringify({ error: code, reference }));
}

/** What Node could not even read: its own status, with the headers of every answer. */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const headers = [...BASELINE_HEADERS, ["connection", "close"], ["content-length", "0"]];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${UNREADABLE[error.code ?? ""] ?? "400 Bad Request"}\r\n${lines}\r\n`);
}

/** As Node answers them by itself. */
const UNREADABLE: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

function serverIn(message: unknown): Server | null {
  if (typeof message !== "object" || message === null || !("socket" in message)) return null;
  const { socket } = message;
  if (typeof socket !== "object" || socket === null || !("server" in socket)) return null;
  return socket.server instanceof Server ? socket.server : null;
}
