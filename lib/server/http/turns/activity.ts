/** Who asked for something lately, as far as it decides whether somebody is alone. */
export class Activity {
  readonly #milliseconds: number;
  /** The last request of all, and the last one of anybody else. */
  #last: Seen | null = null;
  #other: Seen | null = null;

  constructor({ milliseconds }: { milliseconds: number }) {
    this.#milliseconds = milliseconds;
  }

  /** Notes a request. */
  note(key: string): void {
    if (this.#last && this.#last.key !== key) this.#other = this.#last;
    this.#last = { key, at: performance.now() };
  }

  /** Whether somebody else than `key` asked for something lately; without a key, whether anybody did. */
  hasOthersThan(key: string | null): boolean {
    const seen = this.#last?.key === key ? this.#other : this.#last;
    return seen !== null && performance.now() - seen.at <= this.#milliseconds;
  }
}

interface Seen {
  key: string;
  at: number;
}
