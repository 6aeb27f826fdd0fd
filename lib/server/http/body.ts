import { AppError } from "#lib/http/errors.ts";

/** The largest body that is read; forms are much smaller. */
export const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads a body and counts its bytes, as Content-Length may be missing or wrong. PostgreSQL takes no
 * text with a NUL, and no person types one.
 * @throws AppError too_large, with the rest unread; invalid_input for a NUL, encoded or not.
 */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > MAX_BODY_BYTES) throw new AppError("too_large");
  const pieces: Uint8Array[] = [];
  let count = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    count += read.value.byteLength;
    if (count > MAX_BODY_BYTES) {
      await reader?.cancel();
      throw new AppError("too_large");
    }
    pieces.push(read.value);
  }
  const body = joined(pieces, count);
  if (NUL.test(new TextDecoder("latin1").decode(body))) throw new AppError("invalid_input");
  return body;
}
const NUL = /\0|%00/;

function joined(pieces: readonly Uint8Array[], count: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(count);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/**
 * Whether the body is a URL-encoded form, the only type that is read; a UTF-8 charset is allowed.
 */
export function isForm({ headers }: Request): boolean {
  const type = headers.get("content-type") ?? "";
  return /^application\/x-www-form-urlencoded(?:\s*;\s*charset="?utf-8"?)?$/i.test(type);
}

/**
 * Requires the body of a form without fields: URL-encoded and empty.
 * @throws AppError invalid_input, too_large
 */
export function requireEmptyBody(request: Request): void {
  const { headers } = request;
  if (!isForm(request)) throw new AppError("invalid_input");
  const isAnnounced = Number(headers.get("content-length") ?? 0) > 0;
  if (isAnnounced || headers.has("transfer-encoding")) throw new AppError("too_large");
}

/**
 * Reads the fields of a URL-encoded form; the first value of a repeated name counts.
 * @throws AppError invalid_input for any other content type, too_large
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  if (!isForm(request)) throw new AppError("invalid_input");
  return firstValues(new URLSearchParams(new TextDecoder().decode(await readBody(request))));
}

/** Fields by name; the first value of a repeated name counts. */
export function firstValues(given: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...given].reverse());
}
