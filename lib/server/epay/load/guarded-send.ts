import { removeCardNumbers } from "#lib/card/card-number.ts";
import type { HttpRequest } from "#lib/server/bounded-request/client.ts";
import type { Deadline } from "../deadline.ts";
import type { Endpoint, EpayEvent } from "../event.ts";
import { isOutage } from "../fault.ts";
import type { HttpAnswer, HttpFailure, Transport } from "../http/transport.ts";
import type { Limits } from "../timeouts.ts";
import { type Breaker, type Call, createBreaker, type Finding } from "./breaker.ts";
import { type Bulkhead, createBulkhead, type Place } from "./bulkhead.ts";

/** Sends one call; see `GuardedSend`. */
export type Send = (request: HttpRequest, deadline: Deadline) => Promise<HttpAnswer | HttpFailure>;

/**
 * Sends calls through the breaker of their host and the bulkhead of their service and terminal. A
 * call that is held back is answered with the fault `bank_silent` or `not_asked`.
 */
export interface GuardedSend {
  /** The `send` of one service for one terminal. */
  to(endpoint: Endpoint, terminalId: string): Send;
  /** Since when a host of the bank has given no answer, in milliseconds since 1970; null while all do. */
  silentSince(): number | null;
  /** Takes over what another process found out about a host. */
  learn(origin: string, found: Finding): void;
}

const PROBE: Place = { leave() {} };

interface Host {
  breaker: Breaker;
  bulkheads: Map<string, Bulkhead>;
}

export function createGuardedSend(options: {
  transport: Transport;
  limits: Limits;
  now: () => number;
  monotonic: () => number;
  onEvent: (event: EpayEvent) => void;
}): GuardedSend {
  const { limits, monotonic } = options;
  const hosts = new Map<string, Host>();
  const hostOf = (origin: string) => {
    const host = hosts.get(origin) ?? createHost(origin, options);
    hosts.set(origin, host);
    return host;
  };
  const sendNow = observed(options);
  return {
    to: (endpoint, terminalId) => async (request, deadline) => {
      const { breaker, bulkheads } = hostOf(request.origin);
      const service = `${endpoint} ${terminalId}`;
      const admitted = breaker.admit(service);
      if (admitted === "open") return heldBack(breaker);
      const bulkhead = bulkheads.get(service) ?? createBulkhead(options);
      bulkheads.set(service, bulkhead);
      // A probe does not queue behind calls that hang.
      const place = admitted === "probe" ? PROBE : await bulkhead.enter(deadline);
      if (!place) return heldBack(breaker);
      const begunAt = monotonic();
      try {
        const result = await sendNow(endpoint, request, deadline);
        const tookMs = monotonic() - begunAt;
        record(breaker, result, { call: { service, begunAt }, tookMs, limits, deadline });
        return result;
      } finally {
        place.leave();
      }
    },
    silentSince: () => {
      const since = [...hosts.values()].flatMap(({ breaker }) => breaker.silentSince() ?? []);
      return since.length > 0 ? Math.min(...since) : null;
    },
    learn: (origin, found) => hostOf(origin).breaker.learn(found),
  };
}

function createHost(
  origin: string,
  options: {
    limits: Limits;
    now: () => number;
    monotonic: () => number;
    onEvent: (event: EpayEvent) => void;
  },
): Host {
  const bulkheads: Host["bulkheads"] = new Map();
  const onFinding = (silentSince: number | null) => {
    options.onEvent({ type: "breaker", origin, silentSince });
    if (silentSince === null) return;
    for (const bulkhead of bulkheads.values()) bulkhead.refuseQueued();
  };
  return { breaker: createBreaker({ ...options, onFinding }), bulkheads };
}

function heldBack(breaker: Breaker): HttpFailure {
  const isSilent = breaker.silentSince() !== null;
  return { fault: isSilent ? "bank_silent" : "not_asked", errorCode: null };
}

/** A call that its caller ended, or that had hardly any time, says nothing about the bank. */
function record(
  breaker: Breaker,
  result: HttpAnswer | HttpFailure,
  about: { call: Call; tookMs: number; limits: Limits; deadline: Deadline },
): void {
  const { call, tookMs, limits, deadline } = about;
  const fault = result.fault ?? result.bodyFault;
  if (fault === "timeout") {
    const isTelling = tookMs >= Math.min(limits.connectMs, limits.headersMs) / 2;
    if (isTelling && !deadline.isCallerGone()) breaker.record("bad", call);
  } else if (isOutage(result)) breaker.record("bad", call);
  else if (result.fault === null && fault === null) breaker.record("good", call);
}

/** The `send` of a transport with an event for every call. */
function observed({
  transport,
  monotonic,
  onEvent,
}: {
  transport: Transport;
  monotonic: () => number;
  onEvent: (event: EpayEvent) => void;
}) {
  return async (endpoint: Endpoint, request: HttpRequest, deadline: Deadline) => {
    const begun = monotonic();
    const result = await transport.send(request, deadline.signal);
    const isAnswer = result.fault === null;
    const isCut = (result.fault ?? result.bodyFault) === "timeout" && deadline.isCallerGone();
    onEvent({
      type: "call",
      endpoint,
      httpStatus: isAnswer ? result.status : null,
      contentType: isAnswer ? printable(result.contentType) : null,
      fault: isCut ? null : (result.fault ?? result.bodyFault),
      errorCode: isCut ? CALLER_LEFT : result.errorCode,
      durationMs: monotonic() - begun,
      serverClock: isAnswer ? readDate(result.date) : null,
    });
    return result;
  };
}

/** In place of the error code of a call that ended because nobody waited for it. */
const CALLER_LEFT = "CALLER_LEFT";
const LONGEST_CONTENT_TYPE = 100;

function printable(header: string | null): string | null {
  if (header === null) return null;
  const text = header.replace(/[^\x20-\x7e]/g, "?").slice(0, LONGEST_CONTENT_TYPE);
  return removeCardNumbers(text).text;
}

function readDate(header: string | null): number | null {
  const read = Date.parse(header ?? "");
  return Number.isNaN(read) ? null : read;
}
