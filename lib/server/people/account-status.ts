/** An account is blocked after so many days without use (PCI DSS 8.2.6). */
const UNUSED_DAYS = 90;

/** Accounts that were last used before this moment count as unused. */
export function unusedSince(): Date {
  return new Date(Date.now() - UNUSED_DAYS * 86_400_000);
}

/**
 * Whether this person may not sign in. The hourly round blocks unused accounts; until then this
 * function compares the time of last use. Demo accounts are never unused.
 */
export function isBlocked({
  blockedAt,
  isDemo,
  lastUsedAt,
}: {
  blockedAt: Date | null;
  isDemo: boolean;
  lastUsedAt: Date;
}): boolean {
  return blockedAt !== null || (!isDemo && lastUsedAt < unusedSince());
}
