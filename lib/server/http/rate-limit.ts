import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/http/errors.ts";
import type { Limits } from "#lib/server/config/rate-limits.ts";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { placeOf } from "./client-address.ts";

/**
 * How often: budgets of a minute, counted in this process. A budget begins with its first use and is
 * whole again a minute later.
 */

export type Budget = keyof Limits;

const SECONDS = 60;

/** One limiter for each budget; those that are asked for later are made by the same rule. */
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
    /** Takes one out of somebody's budget; gives the seconds to wait where there is none left. */
    async take(budget: Budget, whose: string): Promise<number | null> {
      try {
        await budgets[budget].consume(whose);
        return null;
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        return secondsOf(spent.msBeforeNext);
      }
    },
    /** Seconds until somebody's budget is whole again, or null while there is some left. */
    async waitFor(budget: Budget, whose: string): Promise<number | null> {
      const found = await budgets[budget].get(whose);
      const isSpent = found !== null && found.remainingPoints === 0 && found.msBeforeNext > 0;
      return isSpent ? secondsOf(found.msBeforeNext) : null;
    },
  };
}

/**
 * The budgets of this process. They answer by values: Next bundles proxy.ts apart, where an error of
 * the other bundle is of another class.
 */
export const limits = singleton("limits", () => makeLimits(settings().limits));

/**
 * Takes one out of somebody's budget.
 * @throws AppError too_many, with the seconds to wait.
 */
export async function spend(budget: Budget, whose: string): Promise<void> {
  const retryAfter = await limits().take(budget, whose);
  if (retryAfter !== null) throw new AppError("too_many", { retryAfter });
}

/**
 * Counts a request without a session by its place; a try to sign in also as that, there and everywhere.
 * @throws AppError too_many
 */
export async function spendAsVisitor(
  { ip }: { ip: string | null },
  budget?: Budget,
): Promise<void> {
  const place = placeOf(ip);
  await spend("visits", place);
  if (budget !== "signIns") return;
  await spend("signIns", place);
  await spend("allSignIns", "all");
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
