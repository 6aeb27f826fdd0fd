/**
 * Lets few work at once, few of each key, and none for more than its part of the time: the rest wait
 * in a line of their key, and the lines take turns. So one key with many requests delays the others by no more than the few that it may run.
 */
export class Turns {
  readonly #options: Options;
  readonly #running = new Map<string, number>();
  /** In the order of who is next. */
  readonly #lines = new Map<string, Waiting[]>();
  /** The time that each key may still take, as of some moment. */
  readonly #credits = new Map<string, { milliseconds: number; at: number }>();
  #total = 0;
  #isWaking = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return [...this.#lines.values()].reduce((sum, line) => sum + line.length, 0);
  }

  /**
   * Waits for a turn and gives the function that ends it, which may be called more than once. Null if
   * the key's line is too long, or the turn does not come in time.
   */
  take(key: string): Promise<EndTurn | null> {
    if (this.#isFree(key)) return Promise.resolve(this.#begin(key));
    const line = this.#lines.get(key) ?? [];
    if (line.length >= this.#options.line) return Promise.resolve(null);
    this.#lines.set(key, line);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        begin: () => {
          clearTimeout(timeout);
          resolve(this.#begin(key));
        },
      };
      const timeout = setTimeout(() => {
        this.#leave(key, waiting);
        resolve(null);
      }, this.#options.patienceMilliseconds);
      line.push(waiting);
      this.#wake();
    });
  }

  #isFree(key: string): boolean {
    const { each, all } = this.#options;
    const isInTime = this.#creditOf(key) > 0 || !this.#options.isShared(key);
    return isInTime && this.#total < all() && (this.#running.get(key) ?? 0) < each(key);
  }

  #creditOf(key: string): number {
    const credit = this.#credits.get(key);
    const { part, burstMilliseconds } = this.#options;
    if (!credit) return burstMilliseconds;
    const earned = (performance.now() - credit.at) * part;
    return Math.min(burstMilliseconds, credit.milliseconds + earned);
  }

  #spend(key: string, milliseconds: number): void {
    const left = this.#creditOf(key) - milliseconds;
    if (this.#credits.size >= MOST_CREDITS) this.#credits.clear();
    this.#credits.set(key, { milliseconds: left, at: performance.now() });
  }

  /** Looks again soon while somebody waits: credits come back by themselves. */
  #wake(): void {
    if (this.#isWaking || this.#lines.size === 0) return;
    this.#isWaking = true;
    setTimeout(() => {
      this.#isWaking = false;
      this.#beginNext();
      this.#wake();
    }, WAKE_MILLISECONDS).unref();
  }

  #begin(key: string): EndTurn {
    this.#total += 1;
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
    const begun = performance.now();
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(longest);
      this.#spend(key, performance.now() - begun);
      this.#total -= 1;
      const left = (this.#running.get(key) ?? 0) - 1;
      if (left > 0) this.#running.set(key, left);
      else this.#running.delete(key);
      this.#beginNext();
    };
    const longest = setTimeout(end, this.#options.longestMilliseconds);
    return end;
  }

  /** Begins what may run now; a line whose first begins is the last from now on. */
  #beginNext(): void {
    for (const [key, line] of [...this.#lines]) {
      if (!this.#isFree(key)) continue;
      const next = line.shift();
      this.#lines.delete(key);
      if (line.length > 0) this.#lines.set(key, line);
      next?.begin();
    }
  }

  #leave(key: string, waiting: Waiting): void {
    const line = this.#lines.get(key)?.filter((other) => other !== waiting) ?? [];
    if (line.length > 0) this.#lines.set(key, line);
    else this.#lines.delete(key);
  }
}

const WAKE_MILLISECONDS = 20;
const MOST_CREDITS = 10_000;

interface Options {
  /** The most that run at once, of one key and of all; asked each time. */
  each(key: string): number;
  all(): number;
  /**
   * Whether a key shares with others now. Then it gets no more than this part of the time, after a
   * burst.
   */
  isShared(key: string): boolean;
  part: number;
  burstMilliseconds: number;
  /** The most that wait, of one key. */
  line: number;
  patienceMilliseconds: number;
  /** What takes longer waits for something else than the processor: its turn is over. */
  longestMilliseconds: number;
}

/** Ends a turn; a second call has no effect. */
export type EndTurn = () => void;

interface Waiting {
  begin(): void;
}
