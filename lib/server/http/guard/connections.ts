import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Bounds what a connection may hold, and for how long. Node looks for slow requests only every 30
 * seconds, handles any number of requests that arrive before their answers, and keeps an answer in
 * memory for as long as nobody reads it.
 */

/** For the headers of a request, from its first byte or from the connection. */
const HEADERS_MILLISECONDS = 10_000;
/** For a whole request, body included. */
const REQUEST_MILLISECONDS = 30_000;
/** In which a client must read some of an answer that waits for it, and how much. */
const READING_MILLISECONDS = 30_000;
const FEWEST_BYTES_READ = 16_384;
/** How often connections are looked at. */
const ROUND_MILLISECONDS = 500;

/** Longer than reverse proxies keep a connection: they must not send into one that ends. */
const KEEP_ALIVE_MILLISECONDS = 75_000;

/** Requests sent before an answer, after which the answer is not waited for. */
const MOST_TOO_EARLY = 20;

/** How long a connection is not read after a refusal, if it is the client's own. */
const HOLD_MILLISECONDS = 1_000;
/** How long an address is held that sent very many requests too early: so many new connections. */
const HELD_MILLISECONDS = 10_000;
const MOST_HELD = 20;

/** Connections of one process, and of one address that connects without a reverse proxy. */
const MOST_CONNECTIONS = 2_000;
const MOST_OF_ONE_ADDRESS = 1_000;

/** One request and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

interface Connection {
  /** Since when a request is being received; null between two requests. */
  receivingSince: number | null;
  /** The bytes that had been received when the last answer ended. */
  received: number;
  /** Requests that were sent before the last answer ended. */
  tooEarly: number;
  /** What is being answered. */
  exchange: Exchange | null;
  /** The bytes that the client had read when it last read enough, and when that was. */
  read: number;
  readAt: number;
}

const connections = singleton("connections", () => new Map<Socket, Connection>());

/**
 * Sets the bounds of a server, once. `onTooSlow` is called with a connection whose request takes too
 * long; it must answer and close it.
 */
export function boundServer(server: Server, onTooSlow: (socket: Socket) => void): void {
  server.headersTimeout = HEADERS_MILLISECONDS;
  server.requestTimeout = REQUEST_MILLISECONDS;
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  server.maxConnections = MOST_CONNECTIONS;
  const round = setInterval(() => {
    const now = performance.now();
    for (const [socket, connection] of connections()) look(socket, connection, { now, onTooSlow });
  }, ROUND_MILLISECONDS).unref();
  void once(server, "close").then(() => clearInterval(round));
}

/** Watches a new connection and passes it on, or closes it if its address has too many of them. */
export function acceptConnection(
  socket: Socket,
  { trustedProxies }: TrustedProxies,
  pass: () => boolean,
): boolean {
  const now = performance.now();
  const { remoteAddress = "" } = socket;
  const isHeld = (held().get(remoteAddress) ?? 0) > now;
  const most = isHeld ? MOST_HELD : trustedProxies === 0 ? MOST_OF_ONE_ADDRESS : MOST_CONNECTIONS;
  if (countFrom(remoteAddress, most) >= most) {
    socket.destroy();
    return false;
  }
  connections().set(socket, {
    receivingSince: now,
    received: 0,
    tooEarly: 0,
    exchange: null,
    read: 0,
    readAt: now,
  });
  socket.once("close", () => connections().delete(socket));
  const passed = pass();
  if (isHeld) hold(socket);
  return passed;
}

interface TrustedProxies {
  trustedProxies: number;
}

function countFrom(address: string, most: number): number {
  if (connections().size < most) return 0;
  return [...connections().keys()].filter(({ remoteAddress }) => remoteAddress === address).length;
}

/** Reads nothing from a connection for a second. */
function hold(socket: Socket): void {
  // Node begins to read a new connection when the listeners have run.
  process.nextTick(() => socket.pause());
  setTimeout(() => socket.resume(), HOLD_MILLISECONDS).unref();
}

/** Addresses that sent very many requests too early, and until when they are read slowly. */
const held = singleton("held-addresses", () => new Map<string, number>());

function holdAddress({ remoteAddress = "" }: Socket): void {
  if (held().size >= MOST_CONNECTIONS) held().clear();
  held().set(remoteAddress, performance.now() + HELD_MILLISECONDS);
}

/**
 * Notes that a request is being answered. False for one that was sent before the last answer ended
 * (pipelining): it gets no answer, and the connection ends with that of the last, or at once when there
 * are many; then new connections of the address are read a second later. Clients must expect that (RFC 9112 9.3.2); neither browsers nor reverse proxies send so.
 */
export function beginExchange(exchange: Exchange): boolean {
  const { request, response } = exchange;
  const { socket } = request;
  const connection = connections().get(socket);
  if (!connection) return true;
  const before = connection.exchange?.response;
  if (before && !before.writableEnded) {
    connection.tooEarly += 1;
    before.shouldKeepAlive = false;
    if (connection.tooEarly === 1) before.once("close", () => socket.destroySoon());
    if (connection.tooEarly > MOST_TOO_EARLY) {
      holdAddress(socket);
      socket.destroy();
    }
    return false;
  }
  connection.exchange = exchange;
  connection.receivingSince ??= performance.now();
  connection.read = readBytes(socket);
  connection.readAt = performance.now();
  response.once("close", () => {
    if (connection.exchange !== exchange) return;
    connection.exchange = null;
    connection.receivingSince = null;
    connection.received = socket.bytesRead;
  });
  return true;
}

/**
 * Reads nothing more from a client for a second after its answer, if it connects without a reverse
 * proxy. A client that asks again at once would otherwise keep the process busy with refusals.
 */
export function holdBack(
  { request, response }: Exchange,
  { trustedProxies }: TrustedProxies,
): void {
  if (trustedProxies > 0) return;
  response.once("close", () => hold(request.socket));
}

function look(
  socket: Socket,
  connection: Connection,
  { now, onTooSlow }: { now: number; onTooSlow: (socket: Socket) => void },
): void {
  const { exchange } = connection;
  if (!exchange && socket.bytesRead > connection.received) connection.receivingSince ??= now;
  const receiving = now - (connection.receivingSince ?? now);
  if (!exchange) {
    if (receiving > HEADERS_MILLISECONDS) onTooSlow(socket);
  } else if (!exchange.request.complete && receiving > REQUEST_MILLISECONDS) {
    onTooSlow(socket);
  } else if (!isReading(socket, connection, now)) {
    socket.destroy();
  }
}

/** Whether the client reads what waits for it. */
function isReading(socket: Socket, connection: Connection, now: number): boolean {
  const read = readBytes(socket);
  if (socket.writableLength === 0 || read - connection.read >= FEWEST_BYTES_READ) {
    connection.read = read;
    connection.readAt = now;
  }
  return now - connection.readAt <= READING_MILLISECONDS;
}

/** The bytes of answers that the client, or the system for it, has taken. */
function readBytes(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}
