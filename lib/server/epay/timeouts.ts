/** How far the client goes before it gives up. Tests and benchmarks put smaller numbers in. */
export const LIMITS = {
  /** A whole question: token, waiting for a connection, the call, pauses and repeats. */
  totalMs: 10_000,
  /** TCP and TLS handshakes of one connection. */
  connectMs: 2_000,
  /** From the request until all headers of the answer are there, however slowly they drip. */
  headersMs: 5_000,
  /** The longest silence within a body. */
  bodyIdleMs: 5_000,
  maxBodyBytes: 1_048_576,
  maxHeaderBytes: 16_384,
  /** Per origin; further requests wait, within their own time. */
  connections: 64,
  /** Calls for one question, the first included. */
  attempts: 3,
  /** Full jitter: a pause is anything up to base, then twice the base, and so on up to the cap. */
  backoffBaseMs: 200,
  backoffCapMs: 2_000,
  /** Repeats may be this share of all questions, so that an outage is not made worse ... */
  repeatShare: 0.1,
  /** ... after this many that are free. */
  repeatBurst: 20,
  /** ... which come back at this rate, so that a quiet day is not judged by a bad hour. */
  repeatsPerSecond: 2,
  /** After this share of its life a token is renewed in the background. */
  renewAtShare: 0.8,
  /** After a renewal that failed, while the old token still serves. */
  renewalPauseMs: 5_000,
  /** Refused credentials are not tried again for so long: the bank might lock the client. */
  refusalMs: 30_000,
  /** Life of a token whose `expires_in` is missing or no number. */
  unstatedLifeMs: 60_000,
  longestLifeMs: 86_400_000,
} as const;

/** The same names with any numbers. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
