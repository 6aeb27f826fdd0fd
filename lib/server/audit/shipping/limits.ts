/** How much the copy of the audit may take of us, and of the sink. */
export const LIMITS = {
  /** Rows sent at once; each lot over a connection of its own. */
  lotRows: 500,
  /** So long a receiver may take for one lot, the handshake included. */
  lotMs: 10_000,
  /** Between two rounds; after a failure twice as long, and again, ... */
  pauseMs: 2_000,
  /** ... up to this. There is no other repeat. */
  longestPauseMs: 60_000,
  /** Whoever claimed the cursor and did not come back in this time has been killed. */
  claimMs: 60_000,
} as const;

/** The same names with any numbers. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
