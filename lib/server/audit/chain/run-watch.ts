import "server-only";
import type { PoolClient, QueryResult } from "pg";
import { z } from "zod";
import type { OpenDatabase } from "#lib/server/db/client.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import {
  freeRuns,
  ownRun,
  recordReturn,
  recordStart,
  recordStop,
  recordUnended,
  TAKE_LOCK,
} from "./process-runs.ts";

/**
 * Holds the lock of this process's run on a connection of its own, takes it again whenever that
 * connection was lost, and watches the locks of the other processes.
 */

interface WatchOptions {
  /**
   * Whether all processes run on the machine of the database, which then notices at once that one has
   * ended.
   */
  isLocal: boolean;
  /** How often the own connection and the locks of the others are looked at. */
  intervalMilliseconds?: number;
}

type Opened = Pick<OpenDatabase, "db" | "connect">;

const INTERVAL_MILLISECONDS = 5_000;
/** The looks in a row at which a lock must be free until its process counts as dead: 15 seconds. */
const LOOKS_UNTIL_DEAD = 4;
/** After a failure, the pause before the next attempt. */
const RETRY_MILLISECONDS = 1_000;
/** How long the database may take to answer on the connection of the lock. */
const ANSWER_MILLISECONDS = 5_000;

/**
 * Makes the server release the lock 25 seconds after the process's machine or the network to it went
 * away, not after hours as by default.
 */
const NOTICE_DEAD_PEERS = `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;
  set tcp_keepalives_count = 3; set tcp_user_timeout = 25000`;

const lockSchema = z.object({ rows: z.tuple([z.object({ is_held: z.boolean() })]) });

/** The watch of this process; null before the start. */
const current = singleton("run-watch", (): { watch: RunWatch | null } => ({ watch: null }));

/**
 * Records the start of this process, and from then on watches over its run and those of others. On the
 * database's own machine every run whose lock is free is recorded as ended first: a killed process is told
 * by the next start.
 */
export async function startRun(opened: Opened, options: WatchOptions): Promise<void> {
  const { db } = opened;
  if (options.isLocal) await recordUnended(db, await freeRuns(db));
  await recordStart(db);
  const watch = new RunWatch(opened, options);
  current().watch = watch;
  await watch.look();
}

/** Records an orderly stop of this process, and then releases its lock. */
export async function stopRun({ db }: Pick<OpenDatabase, "db">): Promise<void> {
  const { watch } = current();
  await watch?.end();
  await recordStop(db);
  watch?.release();
}

/**
 * Counts for each run at how many looks in a row its lock was free. A living process takes its lock
 * again between two looks or three after its connection was lost, as when the database restarts.
 */
export class FreeLooks {
  #counts = new Map<string, number>();

  /** Adds a look that found these runs' locks free; gives the runs that count as dead. */
  add(free: readonly string[]): string[] {
    this.#counts = new Map(free.map((run) => [run, (this.#counts.get(run) ?? 0) + 1]));
    return free.filter((run) => (this.#counts.get(run) ?? 0) >= LOOKS_UNTIL_DEAD);
  }

  /** Begins anew, after a time without looks. */
  forget(): void {
    this.#counts.clear();
  }
}

class RunWatch {
  readonly #opened: Opened;
  readonly #interval: number;
  readonly #freeLooks = new FreeLooks();
  #connection: PoolClient | null = null;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isFailing = false;
  #hasEnded = false;

  constructor(opened: Opened, { intervalMilliseconds = INTERVAL_MILLISECONDS }: WatchOptions) {
    this.#opened = opened;
    this.#interval = intervalMilliseconds;
  }

  /** Looks now, and from then on periodically. Resolves after this look, also when it fails. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookAndPlan());
    return this.#looking;
  }

  /** Ends the periodic looks; the lock is still held. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  /** Closes the connection, and with it releases the lock. */
  release(): void {
    this.#connection?.release(true);
    this.#connection = null;
    // The others may have lost their connections at the same time.
    this.#freeLooks.forget();
  }

  async #lookAndPlan(): Promise<void> {
    if (this.#hasEnded) return;
    clearTimeout(this.#timer);
    try {
      await this.#holdLock();
      await this.#recordDead();
      if (this.#isFailing) log().info("the lock of this run is held again");
      this.#isFailing = false;
    } catch (error) {
      this.release();
      // Once for each outage; the readiness probe reports the state of the database.
      if (!this.#isFailing) log().warn({ err: error }, "the lock of this run is not held");
      this.#isFailing = true;
    }
    const pause = this.#isFailing ? Math.min(RETRY_MILLISECONDS, this.#interval) : this.#interval;
    if (!this.#hasEnded) this.#timer = setTimeout(() => void this.look(), pause).unref();
  }

  /** Makes sure that the connection answers and holds the lock. */
  async #holdLock(): Promise<void> {
    const { db, connect } = this.#opened;
    if (this.#connection) {
      await ask(this.#connection, "select 1");
      return;
    }
    const connection = await connect();
    this.#connection = connection;
    connection.on("error", () => this.#lose(connection));
    await ask(connection, NOTICE_DEAD_PEERS);
    const { is_held } = lockSchema.parse(await ask(connection, TAKE_LOCK, [ownRun()])).rows[0];
    if (!is_held) throw new Error("the former connection still holds the lock of this run");
    await recordReturn(db);
  }

  /** The connection was lost: makes a new one at once. */
  #lose(connection: PoolClient): void {
    if (connection !== this.#connection) return;
    this.release();
    void this.look();
  }

  async #recordDead(): Promise<void> {
    const { db } = this.#opened;
    await recordUnended(db, this.#freeLooks.add(await freeRuns(db)));
  }
}

function ask(connection: PoolClient, text: string, values: string[] = []): Promise<QueryResult> {
  // Not in the types of pg, which document it for a whole connection only.
  const limited = { text, values, query_timeout: ANSWER_MILLISECONDS };
  return connection.query(limited);
}
