/** Batch size and times of audit shipping. */
export const LIMITS = {
  /** Rows per batch; each batch uses a connection of its own. */
  batchRows: 500,
  /** Timeout for delivering one batch, handshake included. */
  batchMs: 10_000,
  /** Pause between two rounds; each failure in a row doubles it (exponential back-off), ... */
  pauseMs: 2_000,
  /** ... up to this. */
  longestPauseMs: 60_000,
  /** A claim on the cursor expires after this time: the process that made it was killed. */
  claimMs: 60_000,
  /** The sink counts as failing when it lacks rows for longer: a killed process's claim and some rounds. */
  longestLagMs: 90_000,
} as const;

/** Other values for the same limits, for tests. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
