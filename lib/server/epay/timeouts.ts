/** Timeouts and limits of the client. Tests and benchmarks use smaller ones. */
export const LIMITS = {
  /** A whole question: token, waiting for a connection, call, pauses and retries. */
  totalMs: 10_000,
  /** TCP and TLS handshakes of one connection. */
  connectMs: 2_000,
  /** From the request until all headers of the answer have arrived. */
  headersMs: 5_000,
  /** The longest pause between two chunks of a body. */
  bodyIdleMs: 5_000,
  maxBodyBytes: 1_048_576,
  maxHeaderBytes: 16_384,
  /** The most connections per origin. */
  connections: 400,
  /** The most calls at once for one service and terminal; further ones queue within their time. */
  callsAtOnce: 64,
  /** A call that takes longer than this hangs, and makes room for another, ... */
  hangingMs: 1_000,
  /** ... while no more than these hang. */
  callsHanging: 128,
  /** The breaker opens after so many failed calls in a row, if they last longer than `probeMs`, ... */
  breakerFailures: 5,
  /** ... or at once after this multiple of them. */
  breakerSurely: 4,
  /** While the breaker is open, one call is let through in this time. */
  probeMs: 1_000,
  /** Calls for one question, including the first. */
  attempts: 3,
  /**
   * Full jitter: a random pause up to the base, then up to twice the base, and so on up to the cap.
   */
  backoffBaseMs: 200,
  backoffCapMs: 2_000,
  /** Retry budget: each question adds this share of a retry, ... */
  repeatShare: 0.1,
  /** ... up to this many retries in store, which is also the budget at the start. */
  repeatBurst: 10,
  /** ... The budget also refills at this rate, so that a quiet shop may repeat at all. */
  repeatsPerSecond: 0.2,
  /** A token is renewed in the background after this share of its lifetime. */
  renewAtShare: 0.8,
  /** Pause after a failed renewal while the old token is still valid. */
  renewalPauseMs: 5_000,
  /** Pause after a failed request for a first token. */
  tokenPauseMs: 1_000,
  /** Pause after refused credentials: the bank might lock the client. */
  refusalMs: 30_000,
  /** Lifetime of a token whose `expires_in` is missing or not a number. */
  unstatedLifeMs: 60_000,
  longestLifeMs: 86_400_000,
} as const;

/** Other values for the same limits. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };
