import { gzipSync } from "node:zlib";
import { jsonPage, type Page } from "../page.ts";
import type { BodyFault } from "./names.ts";

const MEGABYTE = 1_048_576;
const BOMB_MEGABYTES = 200;
const DEPTH = 200_000;

function gzipped(body: Uint8Array): Page {
  const page = jsonPage(200, "");
  return { ...page, headers: { ...page.headers, "content-encoding": "gzip" }, body };
}

/**
 * A small answer that decompresses to 200 MB of blanks and the JSON. A gzip file may have several
 * members (RFC 1952, 2.2): one member is repeated 200 times, so the bank never holds the whole.
 */
function gzipBomb(json: string): Uint8Array {
  const blanks = gzipSync(Buffer.alloc(MEGABYTE, " "));
  return Buffer.concat([...Array<Buffer>(BOMB_MEGABYTES).fill(blanks), gzipSync(json)]);
}

/** In the state, as a text that is only shown would be repaired. */
function withInvalidBytes(json: string): Uint8Array {
  const marker = '"statusName":"';
  const cut = json.indexOf(marker) + marker.length;
  // A lead byte without its continuation byte, then a byte that never occurs in UTF-8.
  const bad = Buffer.from([0xc3, 0x28, 0xff]);
  return Buffer.concat([Buffer.from(json.slice(0, cut)), bad, Buffer.from(json.slice(cut))]);
}

function withExtraKey(json: string, value: string): string {
  return `${json.slice(0, -1)},"extra":${value}}`;
}

/** The right answer (JSON text) with a corrupted body. */
export function corruptedPage(fault: BodyFault, json: string): Page {
  switch (fault) {
    case "truncated-json":
      return jsonPage(200, json.slice(0, Math.floor(json.length * 0.6)));
    case "invalid-utf8":
      return { ...jsonPage(200, ""), body: withInvalidBytes(json) };
    case "gzip":
      return gzipped(gzipSync(json));
    case "gzip-bomb":
      return gzipped(gzipBomb(json));
    case "wrong-content-type":
      return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: json };
    case "duplicate-amount":
      return jsonPage(200, json.replace('"amount":', '"amount":99999.99,"amount":'));
    case "duplicate-status":
      return jsonPage(200, json.replace('"statusName":', '"statusName":"FAILED","statusName":'));
    case "deep-nesting":
      return jsonPage(200, withExtraKey(json, "[".repeat(DEPTH) + "]".repeat(DEPTH)));
    case "oversize":
      return jsonPage(200, withExtraKey(json, JSON.stringify("x".repeat(1.2 * MEGABYTE))));
    case "array":
      return jsonPage(200, `[${json}]`);
    case "null":
      return jsonPage(200, "null");
    case "string":
      return jsonPage(200, JSON.stringify(json));
  }
}
