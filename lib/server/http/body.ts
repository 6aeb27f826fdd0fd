import { AppError } from "#lib/http/errors.ts";

/** The most that a body may hold; the longest text of a form is far below. */
export const MOST_BODY_BYTES = 64 * 1024;

/**
 * Reads a body, counting as it arrives: what a client announces proves nothing.
 * @throws AppError too_large, with the rest unread.
 */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > MOST_BODY_BYTES) throw new AppError("too_large");
  const pieces: Uint8Array[] = [];
  let count = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    count += read.value.byteLength;
    if (count > MOST_BODY_BYTES) {
      await reader?.cancel();
      throw new AppError("too_large");
    }
    pieces.push(read.value);
  }
  return joined(pieces, count);
}

function joined(pieces: readonly Uint8Array[], count: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(count);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Is it a plain form's body, the only one that is read? Programs name its charset, forms do not. */
export function isForm({ headers }: Request): boolean {
  const type = headers.get("content-type") ?? "";
  return /^application\/x-www-form-urlencoded(?:\s*;\s*charset="?utf-8"?)?$/i.test(type);
}

/**
 * Holds a request to what a form without fields sends: the plain type, and nothing in it.
 * @throws AppError invalid_input, too_large
 */
export function refuseAnyBody(request: Request): void {
  const { headers } = request;
  if (!isForm(request)) throw new AppError("invalid_input");
  const isAnnounced = Number(headers.get("content-length") ?? 0) > 0;
  if (isAnnounced || headers.has("transfer-encoding")) throw new AppError("too_large");
}

/**
 * The fields of a plain form; of a repeated name the first counts.
 * @throws AppError invalid_input for any other type of content, too_large
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  if (!isForm(request)) throw new AppError("invalid_input");
  return firstOfEach(new URLSearchParams(new TextDecoder().decode(await readBody(request))));
}

/** Fields by name; of a repeated name the first counts. */
export function firstOfEach(given: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...given].reverse());
}
