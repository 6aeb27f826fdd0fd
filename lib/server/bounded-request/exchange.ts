import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

/** Limits of one exchange. Durations are in milliseconds. */
export interface ExchangeBounds {
  /** From the request until all headers of the answer have arrived. */
  headersMs: number;
  /** The longest pause between two chunks of a body. */
  bodyIdleMs: number;
  maxBodyBytes: number;
}

/**
 * Why there is no answer or no complete one. `malformed`: not HTTP/1.1, or headers above the limit;
 * `encoded`: a compressed body; `certificate`: the server's certificate is not trusted.
 */
export type Failure = "timeout" | "network" | "certificate" | "malformed" | "too_large" | "encoded";

/** An answer. `bodyFailure` says why its body is incomplete, or is null. */
export interface BoundedAnswer {
  failure: null;
  status: number;
  contentType: string | null;
  retryAfter: string | null;
  /** The Date header (RFC 9110, 6.6.1). */
  date: string | null;
  body: Uint8Array;
  bodyFailure: Failure | null;
  errorCode: string | null;
}

/** No answer. `errorCode` is the code of the system or the TLS library. */
export interface BoundedFailure {
  failure: Failure;
  errorCode: string | null;
}

type Head = Pick<BoundedAnswer, "status" | "contentType" | "retryAfter" | "date">;

/**
 * An undici dispatch handler for one request and its answer. An early end (signal, timeout, size,
 * encoding) also destroys the socket, so that no later request reads the rest of this answer.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #bounds: ExchangeBounds;
  readonly #signal: AbortSignal;
  readonly #resolve: (result: BoundedAnswer | BoundedFailure) => void;
  readonly #atSignal = () => this.#stop("timeout");
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #head: Head | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(options: {
    bounds: ExchangeBounds;
    signal: AbortSignal;
    resolve: (result: BoundedAnswer | BoundedFailure) => void;
  }) {
    this.#bounds = options.bounds;
    this.#signal = options.signal;
    this.#resolve = options.resolve;
    this.#signal.addEventListener("abort", this.#atSignal, { once: true });
    if (this.#signal.aborted) this.#atSignal();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) this.#abort();
    else this.#startTimer(this.#bounds.headersMs);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#head = {
      status,
      contentType: joined(headers["content-type"]),
      retryAfter: joined(headers["retry-after"]),
      date: joined(headers.date),
    };
    this.#startTimer(this.#bounds.bodyIdleMs);
    const encoding = joined(headers["content-encoding"]) ?? "identity";
    if (encoding.toLowerCase() !== "identity") this.#stop("encoded");
    else if (Number(headers["content-length"]) > this.#bounds.maxBodyBytes) this.#stop("too_large");
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.maxBodyBytes) {
      this.#stop("too_large");
      return;
    }
    this.#chunks.push(chunk);
    this.#timer?.refresh();
  }

  onResponseEnd(): void {
    this.#finish(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(failureOf(error, this.#head !== null), codeOf(error));
  }

  #startTimer(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop("timeout"), ms);
  }

  #stop(failure: Failure): void {
    this.#finish(failure);
    this.#abort();
  }

  #abort(): void {
    this.#controller?.abort(new Error("stopped"));
  }

  #finish(failure: Failure | null, errorCode: string | null = null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener("abort", this.#atSignal);
    const [only] = this.#chunks;
    const body = only && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#resolve(
      this.#head
        ? { failure: null, ...this.#head, body, bodyFailure: failure, errorCode }
        : { failure: failure ?? "network", errorCode },
    );
  }
}

function joined(header: string | string[] | undefined): string | null {
  return Array.isArray(header) ? header.join(", ") : (header ?? null);
}

/**
 * The error's code, or its name, as undici's parser errors have no code. A proxy that refuses a tunnel
 * is named with its status, which undici tells in the message only.
 */
function codeOf(error: Error): string {
  const [, status] = /^Proxy response \((\d{3})\)/.exec(error.message) ?? [];
  if (status) return `PROXY_${status}`;
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : error.name;
}

/** Error codes of certificates (the X509 error codes of Node's TLS documentation, and host names). */
const CERTIFICATE_CODE =
  /^(?:CERT_|CRL_|ERR_TLS_CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)_|ERROR_IN_C|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH)/;

/** Maps an error of undici. A truncated body and a broken connection are network failures. */
function failureOf(error: Error, hasHead: boolean): Failure {
  switch (codeOf(error)) {
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      return "timeout";
    case "UND_ERR_HEADERS_OVERFLOW":
      return "malformed";
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return hasHead ? "network" : "malformed";
    case "HTTPParserError":
      return error.message.includes("EOF") ? "network" : "malformed";
    default:
      return CERTIFICATE_CODE.test(codeOf(error)) ? "certificate" : "network";
  }
}
