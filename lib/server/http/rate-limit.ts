import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/http/errors.ts";
import type { Limits } from "#lib/server/config/rate-limits.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { type CountStore, SharedCounts } from "./budgets/shared-counts.ts";
import { networkPrefixOf } from "./client-address.ts";

/**
 * Rate limits: a fixed window of one minute, starting at the first request. Processes on one database
 * share the budgets of people and addresses (`shareLimits`).
 */

export type Budget = keyof Limits;

const SECONDS = 60;

/** The part of a budget that may pass in one process before the others' counts are asked for. */
const PART_UNSEEN = 1 / 20;

/**
 * How the processes share each budget. Attempts to guess a secret pass when the common count allows
 * it. Of what only loads the bank or the database a part passes first, so that a request at the usual
 * pace needs no statement; it is added to the common count within a second.
 */
const SHARING: Record<Budget, "exactly" | "nearly" | "never"> = {
  lookUps: "nearly",
  searches: "nearly",
  personalSearches: "exactly",
  personalMisses: "exactly",
  exports: "nearly",
  visits: "nearly",
  signIns: "exactly",
  allSignIns: "exactly",
  openings: "exactly",
  requests: "never",
};

/** Makes one limiter for each budget. */
export function makeLimits(limits: Limits) {
  const limiter = (name: Budget) =>
    new RateLimiterMemory({ keyPrefix: name, points: limits[name], duration: SECONDS });
  const budgets: Record<Budget, RateLimiterMemory> = {
    lookUps: limiter("lookUps"),
    searches: limiter("searches"),
    personalSearches: limiter("personalSearches"),
    personalMisses: limiter("personalMisses"),
    exports: limiter("exports"),
    visits: limiter("visits"),
    signIns: limiter("signIns"),
    allSignIns: limiter("allSignIns"),
    openings: limiter("openings"),
    requests: limiter("requests"),
  };
  let shared: SharedCounts | null = null;
  return {
    /**
     * Consumes one point of a key's budget; the seconds to wait if none is left, otherwise null.
     */
    async take(budget: Budget, key: string): Promise<number | null> {
      const limiter = budgets[budget];
      try {
        await limiter.consume(key);
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        return secondsOf(spent.msBeforeNext);
      }
      if (!shared || SHARING[budget] === "never") return null;
      const unseen = SHARING[budget] === "nearly" ? Math.floor(limiter.points * PART_UNSEEN) : 0;
      const wait = await shared.count(limiter.getKey(key), { unseen });
      return wait === null ? null : secondsOf(wait);
    },
    /** Seconds until a key's window ends if its budget is used up, or null; consumes nothing. */
    async waitFor(budget: Budget, key: string): Promise<number | null> {
      const found = await budgets[budget].get(key);
      const isUsedUp = found !== null && found.remainingPoints === 0 && found.msBeforeNext > 0;
      return isUsedUp ? secondsOf(found.msBeforeNext) : null;
    },
    /** Shares the counts with other processes from now on; gives the function that sends them. */
    share(store: CountStore): () => Promise<void> {
      const limiterOf = (sharedKey: string) =>
        Object.values(budgets).find(({ keyPrefix }) => sharedKey.startsWith(`${keyPrefix}:`));
      const counts = new SharedCounts({
        store,
        limitOf: (key) => limiterOf(key)?.points ?? Number.POSITIVE_INFINITY,
        onUsedUp(key, millisecondsLeft) {
          const limiter = limiterOf(key);
          limiter?.block(limiter.parseKey(key), millisecondsLeft / 1_000);
        },
      });
      shared = counts;
      return () => counts.send();
    },
  };
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
export type PersonBudget = Extract<Budget, "lookUps" | "searches" | "exports">;
/** Budgets that are counted by network prefix, in addition to `visits`. */
export type PrefixBudget = Extract<Budget, "signIns">;

/**
 * Counts an unauthenticated request by its network prefix. Counts a sign-in also in the budget of
 * sign-ins of the prefix and in the one of all prefixes together.
 * @throws AppError too_many
 */
export async function countByPrefix(ip: string | null, budget?: PrefixBudget): Promise<void> {
  const prefix = networkPrefixOf(ip);
  await countRequest("visits", prefix);
  if (budget === undefined) return;
  await countRequest(budget, prefix);
  await countRequest("allSignIns", "all");
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
