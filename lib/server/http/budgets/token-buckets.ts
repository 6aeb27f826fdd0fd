/**
 * One token bucket for each key: it holds `burst` tokens, gets `perMinute` of them back in a minute,
 * steadily, and every request takes one. So nobody can spend a minute's budget within a second.
 */
export class TokenBuckets {
  readonly #perMillisecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor({ perMinute, burst }: { perMinute: number; burst: number }) {
    this.#perMillisecond = perMinute / MINUTE_MILLISECONDS;
    this.#burst = burst;
  }

  /** Takes a token; the milliseconds to wait if there is none, otherwise null. */
  take(key: string): number | null {
    const wait = this.waitFor(key);
    if (wait !== null) return wait;
    const bucket = this.#filled(key);
    bucket.tokens -= 1;
    if (!this.#buckets.has(key)) this.#add(key, bucket);
    return null;
  }

  /** The milliseconds until the key has a token, or null if it has one; takes nothing. */
  waitFor(key: string): number | null {
    const { tokens, blockedUntil } = this.#filled(key);
    const blocked = blockedUntil - performance.now();
    const missing = Math.max(0, 1 - tokens - ROUNDING) / this.#perMillisecond;
    const wait = Math.max(blocked, missing);
    return wait > 0 ? wait : null;
  }

  /** Gives the key nothing for so long. */
  block(key: string, milliseconds: number): void {
    const bucket = this.#filled(key);
    bucket.blockedUntil = performance.now() + milliseconds;
    this.#add(key, bucket);
  }

  /** The key's bucket with what it has got back since it was last looked at. */
  #filled(key: string): Bucket {
    const now = performance.now();
    const bucket = this.#buckets.get(key);
    if (!bucket) return { tokens: this.#burst, at: now, blockedUntil: 0 };
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (now - bucket.at) * this.#perMillisecond);
    bucket.at = now;
    return bucket;
  }

  /** Forgets full buckets when there are many: a new one is the same. */
  #add(key: string, bucket: Bucket): void {
    if (this.#buckets.size >= MOST_BUCKETS) this.#removeFull();
    this.#buckets.set(key, bucket);
  }

  #removeFull(): void {
    const now = performance.now();
    for (const key of [...this.#buckets.keys()]) {
      const { tokens, blockedUntil } = this.#filled(key);
      if (tokens >= this.#burst && blockedUntil <= now) this.#buckets.delete(key);
    }
    // Only more addresses at once than a process can serve come here: they begin anew.
    if (this.#buckets.size >= MOST_BUCKETS) this.#buckets.clear();
  }
}

interface Bucket {
  tokens: number;
  /** On the clock of `performance.now()`, when `tokens` was right. */
  at: number;
  blockedUntil: number;
}

const MINUTE_MILLISECONDS = 60_000;
const MOST_BUCKETS = 50_000;
/** What adding up parts of a token may lack of a whole one. */
const ROUNDING = 1e-6;
