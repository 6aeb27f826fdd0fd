/** Limits for calls to the identity provider, and times of caching. Calls are not retried. */
export const LIMITS = {
  /** One complete answer, including the connection. */
  answerMs: 5_000,
  connectMs: 2_000,
  answerBytes: 256 * 1024,
  headerBytes: 16 * 1024,
  /** The most connections per host; further requests queue. */
  connections: 8,
  /** How long discovered metadata are cached. The library caches keys for five minutes. */
  discoveryAgeMs: 60 * 60_000,
  /** From the start of a flow until the callback. */
  flowMs: 10 * 60_000,
  /** The maximum age of an ID token, by its time of issue. */
  tokenAgeSeconds: 600,
  /** The tolerated difference between the provider's clock and ours. */
  toleranceSeconds: 60,
} as const;
