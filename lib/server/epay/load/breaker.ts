import type { Limits } from "../timeouts.ts";

/**
 * A circuit breaker for one host of the bank. It opens after several failed calls in a row, all begun
 * after the last good answer. While it is open, one call of each service and terminal in a probe
 * interval is let through (half-open); the first good answer closes it. So a service that fails while
 * the others answer does not stop them.
 */
export interface Breaker {
  /** Whether a call may be sent now; "probe" means that the breaker is open and takes this call. */
  admit(service: string): "closed" | "probe" | "open";
  /** Takes the result of a call. */
  record(result: "good" | "bad", call: Call): void;
  /** Since when the host has given no answer, in milliseconds since 1970; null while it is closed. */
  silentSince(): number | null;
  /** Takes over what another process found out; an older finding than our own is ignored. */
  learn(found: Finding): void;
}

export interface Call {
  /** Names the service and terminal. */
  service: string;
  /** When it began, on the monotonic clock. */
  begunAt: number;
}

/** What a process found out about a host. */
export interface Finding {
  /** As `Breaker.silentSince`. */
  silentSince: number | null;
  /** How long ago it was found, in milliseconds. */
  ageMs: number;
}

export interface BreakerOptions {
  limits: Limits;
  /** Wall clock, in milliseconds since 1970. */
  now: () => number;
  monotonic: () => number;
  /** Called when it opens or closes by its own calls, and after each failed probe. */
  onFinding: (silentSince: number | null) => void;
}

/** A finding of another process that is older says nothing: that process may have ended since. */
const OLDEST_FINDING_MS = 60_000;

export function createBreaker({ limits, now, monotonic, onFinding }: BreakerOptions): Breaker {
  /** Failed calls that began after the last good answer, and when the first of them began. */
  let failures = 0;
  let failingSince = { wall: 0, monotonic: 0 };
  let lastGoodAt = Number.NEGATIVE_INFINITY;
  let open: { since: number; at: number; probedAt: Map<string, number> } | null = null;

  const close = () => {
    open = null;
    failures = 0;
    lastGoodAt = monotonic();
  };
  const isTelling = () => {
    const forMs = monotonic() - failingSince.monotonic;
    // A share of failing calls makes short rows of failures, too, but none that lasts.
    return (
      failures >= limits.breakerFailures * limits.breakerSurely ||
      (failures >= limits.breakerFailures && forMs >= limits.probeMs)
    );
  };
  const fail = ({ service, begunAt }: Call) => {
    // Its fault may be older than the last good answer.
    if (begunAt < lastGoodAt) return;
    // Of the calls that end while it is open only the probes are news.
    if (open && begunAt < open.at) return;
    const at = monotonic();
    if (failures === 0)
      failingSince = { wall: Math.round(now() - (at - begunAt)), monotonic: begunAt };
    failures += 1;
    if (!open && !isTelling()) return;
    open ??= { since: failingSince.wall, at, probedAt: new Map([[service, at]]) };
    onFinding(open.since);
  };

  return {
    admit(service) {
      if (!open) return "closed";
      const at = monotonic();
      const probedAt = open.probedAt.get(service) ?? Number.NEGATIVE_INFINITY;
      if (at - probedAt < limits.probeMs) return "open";
      open.probedAt.set(service, at);
      return "probe";
    },
    record(result, call) {
      if (result === "bad") return fail(call);
      const wasOpen = open !== null;
      close();
      if (wasOpen) onFinding(null);
    },
    silentSince: () => open?.since ?? null,
    learn({ silentSince, ageMs }) {
      const foundAt = monotonic() - ageMs;
      if (silentSince === null) {
        if (open && foundAt > open.at) close();
      } else if (!open && foundAt > lastGoodAt && ageMs <= OLDEST_FINDING_MS) {
        open = { since: silentSince, at: foundAt, probedAt: new Map() };
      }
    },
  };
}
