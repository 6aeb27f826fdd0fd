import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { Fault } from "#lib/payment/payment.ts";
import type { Limits } from "../timeouts.ts";

/** A whole answer; `bodyFault` says why its body could not be read to the end, if so. */
export interface HttpAnswer {
  fault: null;
  status: number;
  contentType: string | null;
  retryAfter: string | null;
  body: Uint8Array;
  bodyFault: Fault | null;
  errorCode: string | null;
}

/** No answer came. */
export interface HttpFailure {
  fault: Fault;
  errorCode: string | null;
}

type Head = Pick<HttpAnswer, "status" | "contentType" | "retryAfter">;

/**
 * One request and its answer, as undici tells of it step by step. Whatever ends it before its time
 * (signal, silence, size, encoding) also destroys the socket, so nothing half read is met later.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #limits: Limits;
  readonly #signal: AbortSignal;
  readonly #resolve: (result: HttpAnswer | HttpFailure) => void;
  readonly #atSignal = () => this.#stop("timeout");
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #head: Head | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(options: {
    limits: Limits;
    signal: AbortSignal;
    resolve: (result: HttpAnswer | HttpFailure) => void;
  }) {
    this.#limits = options.limits;
    this.#signal = options.signal;
    this.#resolve = options.resolve;
    this.#signal.addEventListener("abort", this.#atSignal, { once: true });
    if (this.#signal.aborted) this.#atSignal();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) this.#abort();
    else this.#allow(this.#limits.headersMs);
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
    };
    this.#allow(this.#limits.bodyIdleMs);
    const encoding = joined(headers["content-encoding"]) ?? "identity";
    const isPlain = encoding.toLowerCase() === "identity";
    const isTooLong = Number(headers["content-length"]) > this.#limits.maxBodyBytes;
    if (!isPlain || isTooLong) this.#stop("not_trusted");
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.maxBodyBytes) {
      this.#stop("not_trusted");
      return;
    }
    this.#chunks.push(chunk);
    this.#timer?.refresh();
  }

  onResponseEnd(): void {
    this.#finish(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(faultOf(error, this.#head !== null), codeOf(error));
  }

  #allow(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop("timeout"), ms);
  }

  #stop(fault: Fault): void {
    this.#finish(fault);
    this.#abort();
  }

  #abort(): void {
    this.#controller?.abort(new Error("stopped"));
  }

  #finish(fault: Fault | null, errorCode: string | null = null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener("abort", this.#atSignal);
    const [only] = this.#chunks;
    const body = only && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#resolve(
      this.#head
        ? { fault: null, ...this.#head, body, bodyFault: fault, errorCode }
        : { fault: fault ?? "network", errorCode },
    );
  }
}

function joined(header: string | string[] | undefined): string | null {
  return Array.isArray(header) ? header.join(", ") : (header ?? null);
}

/** Undici leaves the code of a parser's error out; then its name has to do. */
function codeOf(error: Error): string {
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : error.name;
}

/** A body that is cut off is the network's fault; bytes that are no HTTP/1.1 are not the bank's. */
function faultOf(error: Error, hasHead: boolean): Fault {
  switch (codeOf(error)) {
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      return "timeout";
    case "UND_ERR_HEADERS_OVERFLOW":
      return "not_the_bank";
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return hasHead ? "network" : "not_the_bank";
    case "HTTPParserError":
      return error.message.includes("EOF") ? "network" : "not_the_bank";
    default:
      return "network";
  }
}
