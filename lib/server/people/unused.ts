import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "#lib/server/db/client.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { blockPerson } from "./accounts.ts";
import { hasCredential } from "./last-administrator.ts";

/**
 * Blocks accounts that nobody uses (PCI DSS 8.2.6). Only this blocks them: if the sign-in compared
 * times as well, a clock that is ahead would lock everybody out.
 */

const UNUSED_DAYS = 90;

/** How many accounts are to be blocked as unused, of how many that may sign in. */
export async function unusedShare(db: Database): Promise<{ old: number; all: number }> {
  const usable = await usableAccounts(db);
  return { old: usable.filter(({ isUnused }) => isUnused).length, all: usable.length };
}

/**
 * Blocks every account that was not used for 90 days, except that one administrator stays: the one
 * who was there last. Gives how many were blocked, and how many spared.
 */
export async function blockUnused(db: Database): Promise<{ blocked: number; spared: number }> {
  const usable = await usableAccounts(db);
  const administrators = usable.filter(({ role }) => role === "admin");
  const spared = administrators.every(({ isUnused }) => isUnused) ? administrators[0] : undefined;
  const unused = usable.filter((account) => account.isUnused && account !== spared);
  for (const { email } of unused) await blockPerson(db, email);
  return { blocked: unused.length, spared: spared ? 1 : 0 };
}

/** Accounts that are not blocked and have something to sign in with, last used first. */
async function usableAccounts(db: Database) {
  const rows = await db
    .select()
    .from(people)
    .where(and(isNull(people.blockedAt), eq(people.isDemo, false), hasCredential(db)))
    .orderBy(desc(people.lastUsedAt));
  const oldest = new Date(Date.now() - UNUSED_DAYS * 86_400_000);
  return rows.map(({ email, role, lastUsedAt }) => ({
    email,
    role,
    isUnused: lastUsedAt < oldest,
  }));
}
