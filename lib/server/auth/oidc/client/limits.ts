/** How far we go with the identity provider, and how long what it said counts. A call is never repeated. */
export const LIMITS = {
  /** For all of one answer, however slowly it drips. */
  answerMs: 5_000,
  answerBytes: 256 * 1024,
  /** So long what the provider says of itself is believed, ... */
  discoveryAgeMs: 60 * 60_000,
  /** ... and its keys. */
  keysAgeMs: 10 * 60_000,
  /** A key that is not among them may be new; more often than this nobody asks. */
  keysPauseMs: 30_000,
  /** One way there and back. */
  flowMs: 10 * 60_000,
  tokenAgeSeconds: 600,
  /** How far the provider's clock may be off ours. */
  toleranceSeconds: 60,
} as const;

/** The same names with any numbers. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
