/** An account that nobody has used for so long is blocked (PCI DSS 8.2.6). */
const UNUSED_DAYS = 90;

/** Accounts that were last used before this moment are closed. */
export function unusedSince(): Date {
  return new Date(Date.now() - UNUSED_DAYS * 86_400_000);
}

/**
 * May nobody sign in as this person? Unused accounts are blocked every hour; in between the clock
 * tells. People of the demo only practise, now and then.
 */
export function isClosed({
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
