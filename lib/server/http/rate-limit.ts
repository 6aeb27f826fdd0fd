import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/http/errors.ts";
import type { Limits } from "#lib/server/config/rate-limits.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { type CountStore, SharedCounts } from "./budgets/shared-counts.ts";
import { TokenBuckets } from "./budgets/token-buckets.ts";
import { windowSeconds } from "./budgets/windows.ts";
import { networkPrefixOf } from "./client-address.ts";

/**
 * Rate limits. Budgets that bound a load are token buckets: a burst, then so many a second. Budgets
 * that bound guessing are fixed windows of one minute, or of a day, starting at the first request.
 * Processes on one database share the budgets of people and addresses (`shareLimits`).
 */

export type Budget = keyof Limits;

/** The part of a budget that may pass in one process before the others' counts are asked for. */
const PART_UNSEEN = 1 / 20;

/** The burst of a token bucket, as part of a minute's budget, and the least burst. */
const PART_OF_BURST = 1 / 10;
const LEAST_BURST = 20;

/**
 * How the processes share each budget. Attempts to guess a secret pass when the common count allows
 * it. Of what only loads the bank or the database a part passes first, so that a request at the usual
 * pace needs no statement; it is added to the common count within a second.
 */
const SHARING: Record<Budget, "exactly" | "nearly" | "never"> = {
  lookUps: "nearly",
  searches: "nearly",
  lists: "nearly",
  personalSearches: "exactly",
  personalMisses: "exactly",
  exports: "nearly",
  passwords: "nearly",
  visits: "nearly",
  signIns: "exactly",
  passkeySignIns: "exactly",
  allSignIns: "exactly",
  openings: "exactly",
  reveals: "exactly",
  revealsOfDay: "exactly",
  requestsOfOne: "never",
  anonymousRequests: "never",
  requests: "never",
};

/** Counts the requests of many keys in one process. All times are milliseconds. */
interface Counter {
  /** Consumes one point; the time to wait if none is left, otherwise null. */
  take(key: string): Promise<number | null> | number | null;
  /** The time to wait, or null; consumes nothing. */
  waitFor(key: string): Promise<number | null> | number | null;
  block(key: string, milliseconds: number): unknown;
}

function counterFor(budget: Budget, points: number): Counter {
  if (SHARING[budget] === "exactly") return windowCounter(points, windowSeconds(budget));
  const burst = Math.min(points, Math.max(LEAST_BURST, Math.ceil(points * PART_OF_BURST)));
  return new TokenBuckets({ perMinute: points, burst });
}

function windowCounter(points: number, duration: number): Counter {
  const limiter = new RateLimiterMemory({ points, duration });
  return {
    async take(key) {
      try {
        await limiter.consume(key);
        return null;
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        return spent.msBeforeNext;
      }
    },
    async waitFor(key) {
      const found = await limiter.get(key);
      const isUsedUp = found !== null && found.remainingPoints === 0 && found.msBeforeNext > 0;
      return isUsedUp ? found.msBeforeNext : null;
    },
    block: (key, milliseconds) => limiter.block(key, milliseconds / 1_000),
  };
}

/** Makes one counter for each budget. */
export function makeLimits(limits: Limits) {
  const counters = new Map<Budget, Counter>();
  const counterOf = (budget: Budget): Counter => {
    const counter = counters.get(budget) ?? counterFor(budget, limits[budget]);
    counters.set(budget, counter);
    return counter;
  };
  let shared: SharedCounts | null = null;
  return {
    /**
     * Consumes one point of a key's budget; the seconds to wait if none is left, otherwise null.
     */
    async take(budget: Budget, key: string): Promise<number | null> {
      const own = await counterOf(budget).take(key);
      if (own !== null) return secondsOf(own);
      if (!shared || SHARING[budget] === "never") return null;
      const unseen = SHARING[budget] === "nearly" ? Math.floor(limits[budget] * PART_UNSEEN) : 0;
      const wait = await shared.count(`${budget}:${key}`, { unseen });
      return wait === null ? null : secondsOf(wait);
    },
    /** Seconds until a key has something left of its budget again, or null; consumes nothing. */
    async waitFor(budget: Budget, key: string): Promise<number | null> {
      const wait = await counterOf(budget).waitFor(key);
      return wait === null ? null : secondsOf(wait);
    },
    /** Shares the counts with other processes from now on; gives the function that sends them. */
    share(store: CountStore): () => Promise<void> {
      const counts = new SharedCounts({
        store,
        limitOf(key) {
          const { budget } = partsOf(key);
          return budget ? limits[budget] : Number.POSITIVE_INFINITY;
        },
        onUsedUp(key, millisecondsLeft) {
          const { budget, of } = partsOf(key);
          if (budget) counterOf(budget).block(of, millisecondsLeft);
        },
      });
      shared = counts;
      return () => counts.send();
    },
  };
}

/** A shared key's budget, and of whom or of what it is. */
function partsOf(sharedKey: string): { budget: Budget | null; of: string } {
  const colon = sharedKey.indexOf(":");
  const name = sharedKey.slice(0, colon);
  return { budget: isBudget(name) ? name : null, of: sharedKey.slice(colon + 1) };
}

function isBudget(name: string): name is Budget {
  return Object.hasOwn(SHARING, name);
}

/**
 * The limiters of this process. They return values instead of throwing: Next bundles proxy.ts
 * separately, where `instanceof` fails for a class of another bundle.
 */
export const limits = singleton("limits", () => makeLimits(settings().limits));

/**
 * Consumes one point of a key's budget.
 * @throws AppError too_many, with the seconds to wait.
 */
export async function countRequest(budget: Budget, key: string): Promise<void> {
  const retryAfter = await limits().take(budget, key);
  if (retryAfter !== null) throw new AppError("too_many", { retryAfter });
}

/** Budgets that are counted by person. */
export type PersonBudget = Extract<Budget, "lookUps" | "searches" | "exports" | "passwords">;
/** Budgets that are counted by visitor, in addition to `visits`. */
export type VisitorBudget = Extract<Budget, "signIns" | "passkeySignIns">;

/**
 * By whom requests without a session are counted: by network prefix, but by themselves those of a
 * browser that signed somebody in, which shares no budget with its neighbours.
 */
export function visitorOf(ip: string | null, browserId: string | null): string {
  return browserId === null ? networkPrefixOf(ip) : `browser ${browserId}`;
}

/**
 * Counts a request without a session by its visitor.
 * @throws AppError too_many
 */
export async function countVisit(visitor: string, budget?: VisitorBudget): Promise<void> {
  await countRequest("visits", visitor);
  if (budget !== undefined) await countRequest(budget, visitor);
}

/**
 * Counts an attempt with a password, which costs a hash: by network prefix, and what passes there in
 * the budget of all prefixes together. A browser that signed this person in (`browserId`) has a
 * budget of its own, so that no flood of others makes it wait.
 * @throws AppError too_many
 */
export async function countPasswordTry(ip: string | null, browserId: string | null): Promise<void> {
  await countRequest("signIns", visitorOf(ip, browserId));
  if (browserId === null) await countRequest("allSignIns", "all");
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
