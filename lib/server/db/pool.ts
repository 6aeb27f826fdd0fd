import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
import { DrizzleQueryError, sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres/session";
import {
  type PgDatabase,
  PgDialect,
  type PgQueryResultHKT,
  type PgTransactionConfig,
} from "drizzle-orm/pg-core";
import pg from "pg";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { notConnected } from "./setup/not-connected.ts";

/**
 * Connections to PostgreSQL, with a deadline for everything that may wait. PostgreSQL ends
 * statements itself, with `statement_timeout` and `lock_timeout`. Where PostgreSQL or the network is
 * frozen, the client gives up a little later and drops the connection.
 */

/** In milliseconds. */
export const LIMITS = {
  /** For a new connection, or for a free one of the pool. */
  connect: 3_000,
  /** For a statement of a page, a look-up or an answer of the API. */
  statement: 5_000,
  /** For a lock, as part of the statement. */
  lock: 3_000,
  /** For a transaction between two statements: it holds locks that other processes wait for. */
  idleInTransaction: 10_000,
  /** For a statement of work for which nobody waits, or of a file; see `inLongTransaction`. */
  longStatement: 600_000,
  /** What the client waits longer than PostgreSQL. */
  client: 1_000,
} as const;

/** Other values for the same limits, for tests. */
type Limits = { readonly [Name in keyof typeof LIMITS]: number };

/** Connections of one process. PostgreSQL allows 100 in all, unless it is told otherwise. */
const CONNECTIONS = 10;

/** TCP asks an idle peer whether it is alive, after this many milliseconds (RFC 9293 3.8.4). */
const KEEP_ALIVE_MILLISECONDS = 10_000;

/** Tells of idle connections that were lost, to the log; commands need not know. */
export const connectionEvents = singleton(
  "connection-events",
  () => new EventEmitter<{ lost: [Error] }>(),
);

/** Milliseconds that the current work waits for a statement, where that is not the usual time. */
const patience = singleton("statement-patience", () => new AsyncLocalStorage<number>());

/**
 * A pool of connections to this address. `session` is run once on each new connection. A lost
 * connection is replaced, and what was idle is reported as event "lost".
 */
export function openPool(
  connection: pg.ClientConfig,
  session: string,
  limits: Limits = LIMITS,
): pg.Pool {
  const { connect, statement, lock, idleInTransaction, client } = limits;
  const pool = new pg.Pool({
    ...connection,
    max: CONNECTIONS,
    connectionTimeoutMillis: connect,
    query_timeout: statement + client,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    // Statements of a transaction that do not wait for each other's answers are sent at once.
    pipeline: true,
    Client: BoundedClient,
    // Not as parameters of the connection, most of which PgBouncer refuses.
    onConnect: async (connected) => {
      await connected.query(`${session};
        set statement_timeout = ${statement};
        set lock_timeout = ${lock};
        set idle_in_transaction_session_timeout = ${idleInTransaction}`);
    },
  });
  return pool.on("error", (error) => {
    // A connection that is being closed may still hear that the server ends as well.
    if (!pool.ending) connectionEvents().emit("lost", error);
  });
}

/**
 * One connection without limits of statements, for migrations; the caller ends it.
 * @throws DatabaseSetupError in words when the server or the address prevents it.
 */
export async function connectAlone(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    connectionTimeoutMillis: LIMITS.connect,
    keepAlive: true,
  });
  // The statement that is under way fails as well and tells of it.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    // The embedded engine has been connected to before, and has no setting to correct.
    throw (connection.connectionString && notConnected(error, client)) || error;
  }
}

/** The database behind a pool. */
export function databaseOf(pool: pg.Pool): NodePgDatabase {
  const db = drizzle(pool);
  db.transaction = async (work, config) => {
    const client = await connectionOf(pool);
    const ended = await endedTransaction(transactionOn(client), work, config);
    // The work that waits for the connection goes on from here, with its own limits.
    patience().exit(() => client.release(ended.isBroken));
    if ("failure" in ended) throw ended.failure;
    return ended.result;
  };
  return db;
}

type Transaction = Parameters<Parameters<NodePgDatabase["transaction"]>[0]>[0];

function transactionOn(client: pg.PoolClient): Transaction {
  const dialect = new PgDialect();
  return new NodePgTransaction(dialect, new NodePgSession(client, dialect, undefined), undefined);
}

/**
 * Runs a transaction to its end. Drizzle's own waits for the answer to "begin", tells of a failed "rollback"
 * instead of what failed before, and never gives a connection back whose "begin" fails.
 */
async function endedTransaction<Result>(
  tx: Transaction,
  work: (tx: Transaction) => Promise<Result>,
  config: PgTransactionConfig | undefined,
): Promise<{ result: Result; isBroken: false } | { failure: unknown; isBroken: boolean }> {
  // Nothing waits for the answer: the next statement is sent behind it.
  const begun = tx.execute(sql`begin`).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    if (config) await tx.setTransaction(config);
    const result = await work(tx);
    const failed = await begun;
    if (failed) throw failed.error;
    await tx.execute(sql`commit`);
    return { result, isBroken: false };
  } catch (error) {
    const failure = (await begun)?.error ?? error;
    const isRolledBack = await tx.execute(sql`rollback`).then(
      () => true,
      () => false,
    );
    return { failure, isBroken: !isRolledBack };
  }
}

/**
 * A transaction whose statements may take up to ten minutes: for work in the background, and for
 * statements of files that may read everything.
 */
export function inLongTransaction<Result>(
  db: PgDatabase<PgQueryResultHKT>,
  work: (tx: PgDatabase<PgQueryResultHKT>) => Promise<Result>,
): Promise<Result> {
  return patience().run(LIMITS.longStatement + LIMITS.client, () =>
    db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${LIMITS.longStatement}`));
      return work(tx);
    }),
  );
}

/** A connection that fails looks like a statement that fails, as it does without a transaction. */
async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DrizzleQueryError("begin", [], error instanceof Error ? error : undefined);
  }
}

/**
 * A connection that ends itself when a statement was not answered in time: what came next would wait
 * behind that statement. Losing it while it is in use is no event of its own, as its statement fails.
 */
class BoundedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on("error", () => {});
    const { query } = this;
    Object.defineProperty(this, "query", {
      value: (...given: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(query, this, withPatience(given));
        if (result instanceof Promise) {
          result.catch((error: unknown) => {
            if (error instanceof Error && error.message === UNANSWERED) void this.end();
          });
        }
        return result;
      },
    });
  }
}

/** What pg says when `query_timeout` is over. */
const UNANSWERED = "Query read timeout";

/** The arguments of a query, with the time that the current work waits for its answer. */
function withPatience([question, ...others]: readonly unknown[]): unknown[] {
  const milliseconds = patience().getStore();
  if (milliseconds === undefined) return [question, ...others];
  const config = typeof question === "object" ? question : { text: question };
  return [{ ...config, query_timeout: milliseconds }, ...others];
}
