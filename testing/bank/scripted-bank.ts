import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createEpayClient, type EpayClient, type EpayConfig } from "#lib/server/epay/client.ts";
import type { EpayEvent } from "#lib/server/epay/event.ts";
import type { Limits } from "#lib/server/epay/timeouts.ts";

// For tests: a bank over real HTTP whose replies a test scripts, truncated bodies and resets included.
// It records all requests.

export const SECRET = "canary-secret--with--dashes";
export const TERMINAL = "67e34d63-102f-4bd1-898e-370781d0074d";
export const INVOICE = "205218074";
export const SCOPE = "webapi payment";

/** A received request. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  socket: Socket;
}

/** Answers one request. */
export type Reply = (response: ServerResponse, received: Received) => unknown;

/** Short enough for tests; a test of one limit sets that one. */
const TEST_LIMITS: Partial<Limits> = {
  totalMs: 5_000,
  backoffBaseMs: 1,
  backoffCapMs: 2,
  repeatBurst: 1_000_000,
  // Every call is a probe, so that no test meets the breaker or a pause that it does not want.
  probeMs: 0,
  tokenPauseMs: 0,
};

export class ScriptedBank {
  readonly tokenCalls: Received[] = [];
  readonly statusCalls: Received[] = [];
  readonly events: EpayEvent[] = [];
  readonly sockets = new Set<Socket>();
  /** The number of connections so far. */
  connections = 0;
  #tokenReplies: Reply[] = [token()];
  #statusReplies: Reply[] = [json({ resultCode: "102" })];
  readonly #clients: EpayClient[] = [];
  readonly #server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    request.setEncoding("utf8");
    const received = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: (await request.toArray()).join(""),
      socket: request.socket,
    };
    const isToken = received.path.startsWith("/oauth2/token");
    const calls = isToken ? this.tokenCalls : this.statusCalls;
    const replies = isToken ? this.#tokenReplies : this.#statusReplies;
    const reply = replies[Math.min(calls.length, replies.length - 1)];
    calls.push(received);
    await reply?.(response, received);
  });

  async open(): Promise<this> {
    this.#server.on("connection", (socket) => {
      this.connections++;
      this.sockets.add(socket);
      socket.on("error", () => {}).on("close", () => this.sockets.delete(socket));
    });
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(this.#clients.map((client) => client.close()));
    this.#server.close();
  }

  /** Sets the replies of the token service in order; the last one repeats. Resets the counters. */
  onToken(...replies: Reply[]): void {
    this.#tokenReplies = replies;
    this.tokenCalls.length = 0;
  }

  /** The same for both status services. */
  onStatus(...replies: Reply[]): void {
    this.#statusReplies = replies;
    this.statusCalls.length = 0;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Makes a client of this bank, which is closed together with it. */
  client({ limits, ...config }: Partial<EpayConfig> = {}): EpayClient {
    const client = createEpayClient({
      tokenUrl: `${this.origin}/oauth2/token`,
      apiUrl: `${this.origin}/api`,
      clientId: "test",
      clientSecret: () => SECRET,
      scope: SCOPE,
      encoding: "multipart",
      onEvent: (event) => this.events.push(event),
      ...config,
      limits: { ...TEST_LIMITS, ...limits },
    });
    this.#clients.push(client);
    return client;
  }

  /** Asks one question with a new client. */
  async ask(config: Partial<EpayConfig> = {}, invoiceId = INVOICE) {
    return this.client(config).status({ invoiceId, terminalId: TERMINAL });
  }
}

type Head = { status?: number; headers?: Record<string, string> };

/** A reply with this body, as JSON unless a header says otherwise. */
export function body(content: string | Buffer, { status = 200, headers }: Head = {}): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(content);
  };
}

export function json(value: unknown, head?: Head): Reply {
  return body(JSON.stringify(value), head);
}

/** A good token; `changes` with undefined leaves a key out. */
export function token(changes: Record<string, unknown> = {}, head?: Head): Reply {
  const good = { access_token: "canary-token", expires_in: 7200, token_type: "Bearer" };
  return json({ ...good, refresh_token: "", scope: " webapi payment", ...changes }, head);
}

/** Tokens with a running number: "token-1", "token-2", ... */
export function numberedTokens(changes: Record<string, unknown> = {}): Reply {
  let count = 0;
  return (response, received) =>
    token({ access_token: `token-${++count}`, ...changes })(response, received);
}

/** Writes raw bytes to the connection, which then ends, is reset, or stays open. */
export function raw(bytes: string | Buffer, then: "end" | "reset" | "hold" = "end"): Reply {
  return (_response, { socket }) => {
    socket.write(bytes, () => {
      if (then === "end") socket.end();
      if (then === "reset") socket.resetAndDestroy();
    });
  };
}

/** Sends one byte after the other while the client is connected. */
export function drip(bytes: string, everyMs: number): Reply {
  return async (_response, { socket }) => {
    for (const byte of bytes) {
      if (socket.destroyed) return;
      socket.write(byte);
      await wait(everyMs);
    }
  };
}

export const hang: Reply = () => {};
export const reset: Reply = (_response, { socket }) => socket.resetAndDestroy();

/** The first reply, once the promise has resolved. */
export function onceKept(promise: Promise<unknown>, reply: Reply): Reply {
  return async (response, received) => {
    await promise;
    await reply(response, received);
  };
}
