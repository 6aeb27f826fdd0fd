import { log } from "#lib/server/log.ts";
import type { StoredCount } from "./stored-counts.ts";

/**
 * Lets the processes on one database share their counts. Each goes on counting in its memory, so that
 * few requests wait for the database and its failure makes no budget disappear. What it has counted is
 * added to the common counts, and the answer tells which budgets are used up.
 */

/** Adds requests to the common counts of several keys, and gives these. */
export type CountStore = (added: ReadonlyMap<string, number>) => Promise<StoredCount[]>;

interface Options {
  store: CountStore;
  /** The most requests of a key in a minute. */
  limitOf: (key: string) => number;
  /** Called with the keys whose budget all processes together have used up. */
  onUsedUp: (key: string, millisecondsLeft: number) => void;
}

/** What is not in the common count of a key yet. */
interface Unsent {
  /** Requests that were let through. */
  passed: number;
  /** Requests that wait for the common count: each takes the milliseconds to wait, or null. */
  waiting: ((wait: number | null) => void)[];
  since: number;
}

/** How long requests wait for the common counts; then the count of this process decides. */
const PATIENCE_MILLISECONDS = 1_000;
/** What was counted longer ago belongs to a minute that has ended. */
const MINUTE_MILLISECONDS = 60_000;

export class SharedCounts {
  readonly #options: Options;
  #unsent = new Map<string, Unsent>();
  #isSending = false;
  #isFailing = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Counts a request; the milliseconds to wait when the common budget is used up, otherwise null. So
   * many requests of a key as `unseen` says pass between two rounds without waiting for the database.
   */
  count(key: string, { unseen }: { unseen: number }): Promise<number | null> {
    const unsent = this.#unsent.get(key) ?? { passed: 0, waiting: [], since: performance.now() };
    this.#unsent.set(key, unsent);
    if (unsent.passed < unseen || this.#isFailing) {
      unsent.passed += 1;
      return Promise.resolve(null);
    }
    const { promise, resolve } = Promise.withResolvers<number | null>();
    unsent.waiting.push(resolve);
    void this.send();
    return promise;
  }

  /**
   * Adds everything that is unsent, unless that is under way; never fails. What could not be added is
   * kept for the next round.
   */
  async send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    do await this.#sendRound();
    while (
      !this.#isFailing &&
      [...this.#unsent.values()].some(({ waiting }) => waiting.length > 0)
    );
    this.#isSending = false;
  }

  async #sendRound(): Promise<void> {
    const round = this.#unsent;
    this.#unsent = new Map();
    const oldest = performance.now() - MINUTE_MILLISECONDS;
    for (const [key, { since }] of round) if (since < oldest) round.delete(key);
    if (round.size === 0) return;
    const added = new Map(
      [...round].map(([key, { passed, waiting }]) => [key, passed + waiting.length]),
    );
    const tooLate = setTimeout(() => {
      letPass(round);
      this.#fail(new Error("no answer in time"));
    }, PATIENCE_MILLISECONDS);
    try {
      const counts = await this.#options.store(added);
      for (const count of counts) this.#learn(count, round.get(count.key)?.waiting ?? []);
      if (this.#isFailing) log().info("limits are counted together again");
      this.#isFailing = false;
    } catch (error) {
      this.#keep(round);
      this.#fail(error);
    } finally {
      clearTimeout(tooLate);
      letPass(round);
    }
  }

  /** Of the requests in the common count, those beyond the limit came last and are refused. */
  #learn({ key, points, millisecondsLeft }: StoredCount, waiting: Unsent["waiting"]): void {
    const limit = this.#options.limitOf(key);
    if (points >= limit) this.#options.onUsedUp(key, millisecondsLeft);
    const beyond = Math.min(Math.max(points - limit, 0), waiting.length);
    for (const refuse of waiting.slice(waiting.length - beyond)) refuse(millisecondsLeft);
  }

  #keep(round: ReadonlyMap<string, Unsent>): void {
    for (const [key, { passed, waiting, since }] of round) {
      const newer = this.#unsent.get(key) ?? { passed: 0, waiting: [] };
      newer.passed += passed + waiting.length;
      this.#unsent.set(key, { ...newer, since });
    }
  }

  /** Nobody waits for the database any more until it answers. */
  #fail(error: unknown): void {
    // Once for each outage; the readiness probe reports the state of the database.
    if (!this.#isFailing) log().warn({ err: error }, "limits are counted in each process alone");
    this.#isFailing = true;
    letPass(this.#unsent);
    for (const unsent of this.#unsent.values()) unsent.passed += unsent.waiting.splice(0).length;
  }
}

/** Lets those pass that still wait; it has no effect on those that were refused. */
function letPass(round: ReadonlyMap<string, Unsent>): void {
  for (const { waiting } of round.values()) for (const pass of waiting) pass(null);
}
