import type { ServerResponse } from "node:http";
import type { WireFault } from "./names.ts";

const HEADER_GAP_MS = 1000;
const BODY_GAP_MS = 4000;
/** Lets the client read the first half: some systems discard unread bytes on a reset. */
const BEFORE_RESET_MS = 20;
const CHUNK = Buffer.alloc(65_536, "x");

/** Writes byte by byte; closing the connection ends the timer, which `stop()` relies on. */
function drip(
  response: ServerResponse,
  bytes: Uint8Array,
  pace: { readonly gapMs: number; readonly write: (byte: Uint8Array) => void },
): void {
  let sent = 0;
  const timer = setInterval(next, pace.gapMs);
  response.once("close", () => clearInterval(timer));
  function next(): void {
    pace.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= bytes.length) clearInterval(timer);
  }
  next();
}

function jsonHead(length: number): Record<string, string> {
  return { "content-type": "application/json; charset=utf-8", "content-length": String(length) };
}

function slowHeaders(response: ServerResponse, body: Buffer, gapMs: number): void {
  const head = Object.entries(jsonHead(body.length)).map(([name, value]) => `${name}: ${value}`);
  const text = ["HTTP/1.1 200 OK", ...head, "", ""].join("\r\n");
  // Written to the socket, because node:http sends all headers at once.
  const { socket } = response;
  const write = (byte: Uint8Array) => socket?.write(byte);
  drip(response, Buffer.concat([Buffer.from(text), body]), { gapMs, write });
}

function slowBody(response: ServerResponse, body: Buffer, gapMs: number): void {
  response.writeHead(200, jsonHead(body.length));
  drip(response, body, { gapMs, write: (byte) => response.write(byte) });
}

function resetMidBody(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, jsonHead(body.length));
  response.write(body.subarray(0, body.length / 2), () => {
    setTimeout(() => response.socket?.resetAndDestroy(), BEFORE_RESET_MS).unref();
  });
}

function endless(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.write('{"resultCode":"100","resultMessage":"');
  const more = (): void => {
    let room = true;
    while (room && !response.destroyed) room = response.write(CHUNK);
  };
  // Respects backpressure, so that the memory of the bank stays bounded.
  response.on("drain", more);
  more();
}

/** What a connection fault needs. */
export interface Wire {
  readonly response: ServerResponse;
  /** The answer without the fault. */
  readonly json: string;
  /** Replaces the default pause between bytes. */
  readonly gapMs: number | undefined;
}

/** Answers with a fault of the connection. */
export function breakConnection(fault: WireFault, { response, json, gapMs }: Wire): void {
  // The client has disconnected already.
  if (response.destroyed) return;
  const body = Buffer.from(json);
  switch (fault) {
    case "hang":
      break;
    case "slow-headers":
      slowHeaders(response, body, gapMs ?? HEADER_GAP_MS);
      break;
    case "slow-body":
      slowBody(response, body, gapMs ?? BODY_GAP_MS);
      break;
    case "reset":
      response.socket?.resetAndDestroy();
      break;
    case "reset-mid-body":
      resetMidBody(response, body);
      break;
    case "endless":
      endless(response);
      break;
  }
}
