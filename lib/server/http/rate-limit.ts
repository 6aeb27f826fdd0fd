import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/http/errors.ts";
import type { Limits } from "#lib/server/config/rate-limits.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { placeOf } from "./client-address.ts";

/** Rate limits, counted in this process: a fixed window of one minute, starting at the first request. */

export type Budget = keyof Limits;

const SECONDS = 60;

/** One limiter for each budget. */
export function makeLimits(limits: Limits) {
  const limiter = (name: Budget) =>
    new RateLimiterMemory({ keyPrefix: name, points: limits[name], duration: SECONDS });
  const budgets: Record<Budget, RateLimiterMemory> = {
    lookUps: limiter("lookUps"),
    searches: limiter("searches"),
    exports: limiter("exports"),
    visits: limiter("visits"),
    signIns: limiter("signIns"),
    allSignIns: limiter("allSignIns"),
    openings: limiter("openings"),
    requests: limiter("requests"),
  };
  return {
    /** Consumes one point of a key's budget; gives the seconds to wait when none is left, else null. */
    async take(budget: Budget, key: string): Promise<number | null> {
      try {
        await budgets[budget].consume(key);
        return null;
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        return secondsOf(spent.msBeforeNext);
      }
    },
    /** Seconds until a key's window ends when its budget is spent, else null; consumes nothing. */
    async waitFor(budget: Budget, key: string): Promise<number | null> {
      const found = await budgets[budget].get(key);
      const isSpent = found !== null && found.remainingPoints === 0 && found.msBeforeNext > 0;
      return isSpent ? secondsOf(found.msBeforeNext) : null;
    },
  };
}

/**
 * The limiters of this process. They give values instead of throwing: Next bundles proxy.ts apart,
 * where a class of another bundle is another class.
 */
export const limits = singleton("limits", () => makeLimits(settings().limits));

/**
 * Consumes one point of a key's budget.
 * @throws AppError too_many, with the seconds to wait.
 */
export async function spend(budget: Budget, key: string): Promise<void> {
  const retryAfter = await limits().take(budget, key);
  if (retryAfter !== null) throw new AppError("too_many", { retryAfter });
}

/** The budgets that a signed-in person's request may spend from. */
export type PersonBudget = Extract<Budget, "lookUps" | "searches" | "exports">;
/** The budgets that a request without a session may spend from, besides `visits`. */
export type VisitorBudget = Extract<Budget, "signIns">;

/**
 * Counts an unauthenticated request by its network prefix; a sign-in also in its own budgets, the
 * prefix's and the one of all.
 * @throws AppError too_many
 */
export async function spendAsVisitor(ip: string | null, budget?: VisitorBudget): Promise<void> {
  const place = placeOf(ip);
  await spend("visits", place);
  if (budget === undefined) return;
  await spend(budget, place);
  await spend("allSignIns", "all");
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
