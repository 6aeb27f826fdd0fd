import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Service } from "./answers/envelope.ts";
import { statusAnswer } from "./answers/status.ts";
import {
  type BankState,
  type Calls,
  createBankState,
  type PracticeBankOptions,
} from "./bank-state.ts";
import { type FaultName, faultNamed } from "./faults/names.ts";
import { htmlPage, type Page, sendPage } from "./page.ts";
import { tokenAnswer } from "./token/token.ts";

export type { Calls, PracticeBankOptions } from "./bank-state.ts";

/** A running practice bank; it listens on the loopback address only. */
export interface PracticeBank {
  readonly tokenUrl: string;
  /** The base URL of both status services, without a trailing slash. */
  readonly apiUrl: string;
  readonly port: number;
  /** Counted live. */
  readonly calls: Readonly<Calls>;
  /** Gives every request this fault from now on; null ends it. */
  setFault(fault: FaultName | null): void;
  /** The mean delay of each answer from now on. */
  setLatency(milliseconds: number): void;
  /** Closes the server and every connection; may be called twice. */
  stop(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";
const TOKEN_PATH = "/oauth2/token";
const STATUS_PATH = /^\/check-status\/(payment|p2p)\/transaction\/([^/]+)$/;
const INVOICE = /^[A-Za-z0-9_-]{1,64}$/;

type Route =
  | { readonly to: "token" }
  | { readonly to: "status"; readonly service: Service; readonly invoice: string }
  | { readonly to: "not_found" };

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Malformed percent-encoding: no invoice number has a percent sign, so the answer is 404.
    return segment;
  }
}

function routeOf(request: IncomingMessage): Route {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (request.method === "POST" && path === TOKEN_PATH) return { to: "token" };
  const [, service, segment] = STATUS_PATH.exec(path) ?? [];
  const invoice = decoded(segment ?? "");
  if (request.method !== "GET" || service === undefined || !INVOICE.test(invoice)) {
    return { to: "not_found" };
  }
  return { to: "status", service: service === "p2p" ? "p2p" : "payment", invoice };
}

function count(calls: Calls, route: Route): void {
  if (route.to === "token") calls.token += 1;
  else if (route.to === "not_found") calls.other += 1;
  else if (route.service === "p2p") calls.p2p += 1;
  else calls.status += 1;
}

const NOT_FOUND: Page = htmlPage(404, "404 Not Found");

async function answer(
  bank: BankState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Page | null> {
  const route = routeOf(request);
  count(bank.calls, route);
  if (bank.latencyMs > 0) {
    const jitter = 0.75 + Math.random() / 2;
    await pause(bank.latencyMs * jitter, undefined, { ref: false });
  }
  if (route.to === "not_found") return NOT_FOUND;
  if (route.to === "token") return tokenAnswer(bank, request);
  const { authorization } = request.headers;
  return statusAnswer(bank, { ...route, authorization }, response);
}

async function respond(
  bank: BankState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const page = await answer(bank, request, response);
  if (page === null) return;
  // Discards the rest of the body, so that the connection can be reused.
  request.resume();
  sendPage(response, page);
}

function onRequest(bank: BankState, request: IncomingMessage, response: ServerResponse): void {
  // A client may disconnect during the answer.
  response.on("error", () => response.destroy());
  respond(bank, request, response).catch((error: unknown) => {
    if (!request.destroyed || request.complete) {
      // Only the name of the error: its message might quote a request, which may hold a secret.
      console.error(`practice bank: ${error instanceof Error ? error.name : "error"} in an answer`);
    }
    response.destroy();
  });
}

/** `closeAllConnections` alone misses sockets that have not sent a complete request. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: LOOPBACK, port }, () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("No port"));
      else resolve(address.port);
    });
  });
}

/** Starts a practice bank; it accepts requests once the promise is fulfilled. */
export async function startPracticeBank(options: PracticeBankOptions = {}): Promise<PracticeBank> {
  const bank = createBankState(options);
  const server = createServer((request, response) => onRequest(bank, request, response));
  server.on("clientError", (_error, socket) => socket.destroy());
  const sockets = trackSockets(server);
  const port = await listen(server, options.port ?? 0);
  const apiUrl = `http://${LOOPBACK}:${port}`;
  return {
    tokenUrl: `${apiUrl}${TOKEN_PATH}`,
    apiUrl,
    port,
    calls: bank.calls,
    setLatency(milliseconds) {
      bank.latencyMs = milliseconds;
    },
    setFault(fault) {
      bank.fault = fault === null ? null : faultNamed(fault);
    },
    stop() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}
