import { unlessAborted } from "../deadline.ts";
import { isUnsent } from "../fault.ts";
import type { Limits } from "../timeouts.ts";
import type { Token, TokenFailure, TokenRequest } from "./token-request.ts";

/** A cache of tokens by terminal, for one client, one token service and one scope. */
export interface TokenSource {
  /** A valid token, or why there is none; waits at most until the signal aborts. */
  get(terminalId: string, signal: AbortSignal): Promise<Token | TokenFailure>;
  /** Removes this token if it is still the current one. */
  drop(terminalId: string, value: string): void;
}

interface Slot {
  token: Token | null;
  /** The request in flight, shared by all waiting callers; no caller can cancel it. */
  flight: Promise<Token | TokenFailure> | null;
  /** Callers that wait for it. */
  waiting: number;
  /** The last request failed, so there is none for a while; null after a good one. */
  pause: Pause | null;
}

interface Pause {
  failure: TokenFailure;
  /** The secret of the failed request: a corrected one ends the pause. */
  secret: string;
  /** No request for a first token until then, ... */
  until: number;
  /** ... and none that renews a token in use. */
  renewalUntil: number;
}

/**
 * Creates a cache with one request for any number of callers. It measures a token's age on the
 * monotonic clock, from before the request, so changes of the wall clock have no effect. After most
 * of its lifetime a token is renewed in the background and used meanwhile.
 */
export function createTokenSource({
  request,
  secret,
  limits,
  monotonic,
}: {
  request: TokenRequest;
  /** The secret that the next request would send. */
  secret: () => string;
  limits: Limits;
  monotonic: () => number;
}): TokenSource {
  const slots = new Map<string, Slot>();

  const fetchToken = async (slot: Slot, terminalId: string) => {
    try {
      const sent = secret();
      // A token that is in use is renewed for those who come, not for those who wait.
      const isAwaited = () => slot.waiting > 0 || slot.token !== null;
      const outcome = await request(terminalId, isAwaited);
      keep(slot, outcome, { secret: sent, now: monotonic(), limits });
      return outcome;
    } finally {
      slot.flight = null;
    }
  };

  return {
    async get(terminalId, signal) {
      const slot = slots.get(terminalId) ?? emptySlot();
      slots.set(terminalId, slot);
      const now = monotonic();
      const { token } = slot;
      const age = token ? (now - token.askedAt) / token.lifeMs : Number.POSITIVE_INFINITY;
      const isAlive = token !== null && age < 1;
      if (isAlive && age < limits.renewAtShare) return token;
      const until = (isAlive ? slot.pause?.renewalUntil : slot.pause?.until) ?? now;
      if (slot.pause && now < until && slot.pause.secret === secret()) {
        return isAlive ? token : slot.pause.failure;
      }
      slot.flight ??= fetchToken(slot, terminalId);
      if (isAlive) return token;
      slot.waiting += 1;
      try {
        return (await unlessAborted(slot.flight, signal)) ?? { fault: "timeout" };
      } finally {
        slot.waiting -= 1;
      }
    },
    drop(terminalId, value) {
      const slot = slots.get(terminalId);
      if (slot?.token?.value === value) slot.token = null;
    },
  };
}

function emptySlot(): Slot {
  return { token: null, flight: null, waiting: 0, pause: null };
}

/**
 * Stores an outcome. A token with a lifetime of 0 is used by the waiting callers and not stored.
 */
function keep(
  slot: Slot,
  outcome: Token | TokenFailure,
  { secret, now, limits }: { secret: string; now: number; limits: Limits },
): void {
  if (outcome.fault === null) {
    if (outcome.lifeMs > 0) slot.token = outcome;
    slot.pause = null;
  } else if (!isUnsent(outcome.fault)) {
    const isRefused = outcome.fault === "credentials_refused";
    const pauseMs = isRefused ? limits.refusalMs : limits.tokenPauseMs;
    const renewalUntil = now + Math.max(pauseMs, limits.renewalPauseMs);
    slot.pause = { failure: outcome, secret, until: now + pauseMs, renewalUntil };
  }
}
