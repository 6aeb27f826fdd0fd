import "server-only";
import { transactionPath } from "#lib/payment/look-up.ts";
import { recentLookUps } from "#lib/server/audit/record.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";

const SHOWN = 8;

/**
 * Recent look-ups as rows of a list: those of one person, or of all staff but one, with their names for
 * those who may see who looked.
 */
export async function recentRows({
  email,
  except,
  showsLookers = false,
}: {
  email?: string;
  /** Email of a person whose own look-ups are left out. */
  except?: string;
  showsLookers?: boolean;
}) {
  const { db } = await database();
  const several = settings().epay.terminals.length > 1;
  const recent = await recentLookUps(db, {
    ...(email && { email }),
    ...(except && { except }),
    limit: SHOWN,
  });
  return recent.map(({ invoiceId, terminal, service, at, actor, ...badge }) => ({
    href: transactionPath({ invoiceId, terminal: several ? terminal : undefined, service }),
    invoiceId,
    badge,
    at,
    ...(showsLookers && { who: actor }),
  }));
}
