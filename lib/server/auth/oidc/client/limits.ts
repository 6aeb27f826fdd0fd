/** Limits for the identity provider, and how long its answers are kept. No call is repeated. */
export const LIMITS = {
  /** One whole answer, connecting included. */
  answerMs: 5_000,
  connectMs: 2_000,
  answerBytes: 256 * 1024,
  headerBytes: 16 * 1024,
  /** Per host; further requests wait for one. */
  connections: 8,
  /** How long the discovered metadata are used. The library keeps keys for five minutes. */
  discoveryAgeMs: 60 * 60_000,
  /** From the start of a flow until the browser must be back. */
  flowMs: 10 * 60_000,
  /** The oldest ID token, by its time of issue. */
  tokenAgeSeconds: 600,
  /** How far the provider's clock may differ from ours. */
  toleranceSeconds: 60,
} as const;
