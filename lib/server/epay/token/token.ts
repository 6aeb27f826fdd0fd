import { unlessAborted } from "../deadline.ts";
import type { Limits } from "../timeouts.ts";
import type { Token, TokenFailure, TokenRequest } from "./token-request.ts";

/** Tokens of one client at one token service with one scope, kept apart by point of sale. */
export interface TokenSource {
  /** A token that is alive, or why there is none; waits no longer than the signal allows. */
  get(terminalId: string, signal: AbortSignal): Promise<Token | TokenFailure>;
  /** Forgets this token, if it is still the one in use. */
  drop(terminalId: string, value: string): void;
}

interface Slot {
  token: Token | null;
  /** The request in flight, shared by all who wait; nobody's leaving ends it for the others. */
  flight: Promise<Token | TokenFailure> | null;
  /** Until when refused credentials are not tried again. */
  refusedUntil: number;
  /** Until when a failed renewal is not tried again. */
  renewalPausedUntil: number;
}

/**
 * Asks once for any number of callers. Age is measured on the monotonic clock from before the
 * request, so no jump of the wall clock makes a token older or younger. A token past most of its
 * life goes on serving while a new one is fetched beside it.
 */
export function createTokenSource({
  request,
  limits,
  monotonic,
}: {
  request: TokenRequest;
  limits: Limits;
  monotonic: () => number;
}): TokenSource {
  const slots = new Map<string, Slot>();

  const fly = async (slot: Slot, terminalId: string) => {
    try {
      const outcome = await request(terminalId);
      keep(slot, outcome, { now: monotonic(), limits });
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
      const isRefused = now < slot.refusedUntil;
      if (isAlive && (age < limits.renewAtShare || isRefused || now < slot.renewalPausedUntil)) {
        return token;
      }
      if (isRefused) return { fault: "credentials_refused", retryAt: null };
      slot.flight ??= fly(slot, terminalId);
      if (isAlive) return token;
      return (await unlessAborted(slot.flight, signal)) ?? { fault: "timeout", retryAt: null };
    },
    drop(terminalId, value) {
      const slot = slots.get(terminalId);
      if (slot?.token?.value === value) slot.token = null;
    },
  };
}

function emptySlot(): Slot {
  return {
    token: null,
    flight: null,
    refusedUntil: Number.NEGATIVE_INFINITY,
    renewalPausedUntil: Number.NEGATIVE_INFINITY,
  };
}

/** A token without a life serves those who waited for it and is not kept. */
function keep(
  slot: Slot,
  outcome: Token | TokenFailure,
  { now, limits }: { now: number; limits: Limits },
): void {
  if (outcome.fault === null) {
    if (outcome.lifeMs > 0) slot.token = outcome;
    return;
  }
  slot.renewalPausedUntil = now + limits.renewalPauseMs;
  if (outcome.fault === "credentials_refused") slot.refusedUntil = now + limits.refusalMs;
}
