import { and, eq, gt, isNull, lt, or, type SQL } from "drizzle-orm";
import { shares } from "#lib/server/db/schema/payments.ts";
import { people } from "#lib/server/db/schema/people.ts";

/**
 * The condition of a link that opens, for statements that join its maker. A link that is used up still
 * opens for whom `again` is true.
 */
export function isLive(environment: string, again?: SQL<boolean>) {
  return and(
    eq(shares.environment, environment),
    eq(people.id, shares.madeBy),
    isNull(people.blockedAt),
    isNull(shares.revokedAt),
    gt(shares.expiresAt, new Date()),
    or(lt(shares.views, shares.maxViews), again),
  );
}
