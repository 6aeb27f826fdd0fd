import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type Cluster, clusterIn, connectionTo, prepareCluster } from "./cluster.ts";
import { EngineError, RESTORE } from "./engine-error.ts";
import { type Started, startPostmaster, stopPostmaster } from "./postmaster.ts";
import { runnablePrograms } from "./programs.ts";

/**
 * The embedded engine: a PostgreSQL of our own on the data folder. Every process that uses the folder holds
 * one connection to it, the watch. The first process starts the engine, and later ones connect to it. A
 * process whose watch ends starts the engine again, and the last process that closes stops it.
 */
export interface Engine {
  /** How to connect to it. */
  connection: pg.ClientConfig;
  /** Leaves the engine, and ends it when no other process uses it. */
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Whether a database is made where there is none. */
  mayCreate: boolean;
  /** Told when the engine has ended by itself, is running again, or cannot be started. */
  onEvent?: (event: "ended" | "running" | "failing", error?: unknown) => void;
  /** Settings of PostgreSQL beside or instead of ours. */
  settings?: Record<string, string>;
  onLoopback?: boolean;
}

/** Longer than any recovery: the log that it reads is at most 256 MB. */
const START_MILLISECONDS = 120_000;
const LOOK_MILLISECONDS = 10;
const HELD_MILLISECONDS = 50;
const CONNECT_MILLISECONDS = 5_000;
const RESTART_MILLISECONDS = { first: 100, longest: 5_000 };

const WATCH = "anyqta watch";
const LEAVING = "anyqta leaving";

/** SQLSTATE of a server that is starting, stopping or recovering. */
const NOT_NOW = "57P03";

/** The codes of a socket that is missing, or that nobody listens on. */
const ABSENT: ReadonlySet<unknown> = new Set(["ENOENT", "ECONNREFUSED"]);

/**
 * Opens the engine of this data folder: finds it running, or starts it.
 * @throws EngineError in words when it cannot be used.
 */
export async function openEngine(dataDir: string, options: EngineOptions): Promise<Engine> {
  const cluster = clusterIn(dataDir, options);
  let watch = await attach(cluster, options);
  let isClosing = false;

  const keepWatch = () => {
    watch.once("end", () => {
      if (!isClosing) void reattach();
    });
  };
  async function reattach(): Promise<void> {
    options.onEvent?.("ended");
    let wait = RESTART_MILLISECONDS.first;
    for (;;) {
      try {
        // A folder that has gone in the meantime is not made anew.
        watch = await attach(cluster, { ...options, mayCreate: false });
        break;
      } catch (error) {
        options.onEvent?.("failing", error);
      }
      await pause(wait, undefined, { ref: false });
      wait = Math.min(wait * 2, RESTART_MILLISECONDS.longest);
      if (isClosing) return;
    }
    if (isClosing) return await watch.end();
    options.onEvent?.("running");
    keepWatch();
  }

  keepWatch();
  const connection = connectionTo(cluster);
  if (!connection) throw new EngineError("The embedded PostgreSQL ended while it was opened.");
  return {
    connection,
    async close() {
      isClosing = true;
      if (await isLast(watch)) await stopPostmaster(cluster);
    },
  };
}

/** Leaves with this watch; true when no other process watches. Two that leave at once both are the last. */
async function isLast(watch: pg.Client): Promise<boolean> {
  try {
    await watch.query(`set application_name = '${LEAVING}'`);
    const others = await watch.query("select from pg_stat_activity where application_name = $1", [
      WATCH,
    ]);
    await watch.end();
    return others.rowCount === 0;
  } catch {
    // It has ended already.
    return false;
  }
}

/** A connection to the running engine, which is started if need be. */
async function attach(cluster: Cluster, options: EngineOptions): Promise<pg.Client> {
  const latest = performance.now() + START_MILLISECONDS;
  let started: Started | null = null;
  try {
    for (;;) {
      const found = await connect(cluster);
      if (found instanceof pg.Client) return found;
      if (performance.now() > latest) throw new EngineError(inUse(cluster));
      const isHeld = started?.end?.isHeldByAnother ?? false;
      if (started?.end && !isHeld) {
        throw new EngineError(
          `DATA_DIR: the embedded PostgreSQL does not start: ${started.end.reason}. ${RESTORE}`,
        );
      }
      // The holder is starting, or ending: it answers soon, or lets go.
      if (isHeld) await pause(HELD_MILLISECONDS);
      if (found === "absent" && (started === null || isHeld)) {
        started = await start(cluster, options);
      }
      await pause(LOOK_MILLISECONDS);
    }
  } finally {
    started?.detach();
  }
}

function start(cluster: Cluster, { mayCreate, settings }: EngineOptions): Promise<Started> {
  const programs = runnablePrograms(cluster.dataDir, cluster.account);
  prepareCluster(cluster, programs, mayCreate);
  return startPostmaster(cluster, programs, settings);
}

function inUse({ dataDir }: Cluster): string {
  return `DATA_DIR: the folder ${dataDir} is in use by another process, which does not answer. Stop that process, or set DATA_DIR to another folder.`;
}

/** A client, or why there is none: nobody listens, or somebody does who cannot answer yet. */
async function connect(cluster: Cluster): Promise<pg.Client | "absent" | "busy"> {
  const connection = connectionTo(cluster);
  if (!connection) return "absent";
  const client = new pg.Client({
    ...connection,
    application_name: WATCH,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
  });
  // The end of the connection is what matters; "end" follows every error.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (ABSENT.has(code)) return "absent";
    // A server that is just ending cuts the connection without a code.
    if (code === NOT_NOW || !(error instanceof pg.DatabaseError)) return "busy";
    throw error;
  }
}
