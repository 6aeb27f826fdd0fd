import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { makePassable, prepareDataFolder } from "./account.ts";
import { openEngine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { namesIn } from "./private-files.ts";

/**
 * Copies of a data folder, each a data folder itself. The copy of a running cluster is a base backup by
 * the functions of PostgreSQL (its documentation, "Making a Base Backup Using the Low Level API").
 */

/** What a running engine keeps beside its data: never copied. */
const OF_THE_RUN = /^(?:postmaster\.(?:pid|opts)|\.s\.PGSQL\..*|pg_internal\.init.*|pgsql_tmp.*)$/;
/** Folders of the cluster whose content belongs to the run, or is copied by itself. */
const LEFT_EMPTY: ReadonlySet<string> = new Set([
  ...["log", "pg_wal", "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots"],
  ...["pg_stat_tmp", "pg_subtrans"],
]);
/** Copied after everything else, as PostgreSQL's own programs do. */
const LAST = "pg_control";

const CLUSTER = "postgresql";
const PASSWORD = "postgresql.password";

const stoppedSchema = z.tuple([
  z.object({ labelfile: z.string(), spcmapfile: z.string(), last: z.string() }),
]);
/** What PostgreSQL says when the backup ends, with the name of the last segment of the log that it needs. */
const STOP =
  "select labelfile, spcmapfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)";
const SEGMENT = /^[\dA-F]{24}$/;

/**
 * Copies the database of the data folder, running or not, into a folder that is not there yet, as it is
 * when the copying ends. Nobody waits meanwhile. The copy has to be opened once before it is whole.
 */
export async function copyRunning(dataDir: string, target: string): Promise<void> {
  const engine = await openEngine(dataDir, { mayCreate: false });
  const client = new pg.Client(engine.connection);
  client.on("error", () => {});
  try {
    await client.connect();
    // New, and so not somebody else's; then opened like any data folder, maybe by another user.
    makePassable(path.dirname(target));
    mkdirSync(target, { mode: 0o700 });
    prepareDataFolder(target);
    const from = path.join(dataDir, CLUSTER);
    const to = path.join(target, CLUSTER);
    mkdirSync(to, { recursive: true, mode: 0o700 });
    await keepLog(client);
    await client.query("select pg_backup_start('anyqta', true)");
    copyFolder(from, to, (name) => LEFT_EMPTY.has(name) || name === path.join("global", LAST));
    copyFileSync(path.join(from, "global", LAST), path.join(to, "global", LAST));
    const [{ labelfile, spcmapfile, last }] = stoppedSchema.parse((await client.query(STOP)).rows);
    writeFileSync(path.join(to, "backup_label"), labelfile);
    if (spcmapfile) writeFileSync(path.join(to, "tablespace_map"), spcmapfile);
    const isLater = (name: string) => SEGMENT.test(name) && name > last;
    copyFolder(path.join(from, "pg_wal"), path.join(to, "pg_wal"), isLater);
    copyPassword(dataDir, target);
  } finally {
    await client.end();
    await engine.close();
  }
}

/** Keeps the log that the copy needs until this connection ends. */
async function keepLog(client: pg.Client): Promise<void> {
  const { rows } = await client.query("show wal_level");
  if (z.tuple([z.object({ wal_level: z.string() })]).parse(rows)[0].wal_level === "minimal") {
    throw new EngineError(
      "The database was started by an older version of Anyqta, which kept too little for a backup. Stop Anyqta and all its commands, start it again, and repeat the backup.",
    );
  }
  const slot = `anyqta_backup_${randomBytes(4).toString("hex")}`;
  await client.query("select pg_create_physical_replication_slot($1, true, true)", [slot]);
}

/**
 * Copies a data folder that no engine uses into another, which is missing or empty.
 * @throws EngineError when the first holds no database or the second holds anything.
 */
export function copyStopped(source: string, target: string): void {
  if (!existsSync(path.join(source, CLUSTER, "PG_VERSION"))) {
    throw new EngineError(`There is no backup in ${source}: it has no ${CLUSTER}/PG_VERSION.`);
  }
  if (existsSync(path.join(source, CLUSTER, "postmaster.pid"))) {
    throw new EngineError(`${source} is in use by an engine, or was: make a backup of it instead.`);
  }
  if (existsSync(target) && namesIn(target).some((name) => name !== "lost+found")) {
    throw new EngineError(
      `DATA_DIR: the folder ${target} is not empty, and a restore overwrites nothing. Move what it holds away, or set DATA_DIR to another folder.`,
    );
  }
  // Under another name first: a copy that was cut off is no database.
  prepareDataFolder(target);
  const unfinished = path.join(target, `${CLUSTER}.restoring`);
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  copyFolder(path.join(source, CLUSTER), unfinished, () => false);
  copyPassword(source, target);
  renameSync(unfinished, path.join(target, CLUSTER));
}

/** Opens a copy, so that its log is replayed, asks what is to be asked, and leaves no trace of the run. */
export async function openCopy<Answer>(
  target: string,
  ask: (pool: pg.Pool) => Promise<Answer>,
): Promise<Answer> {
  const engine = await openEngine(target, { mayCreate: false });
  const pool = new pg.Pool(engine.connection);
  try {
    return await ask(pool);
  } finally {
    await pool.end();
    await engine.close();
    for (const name of ["postgresql.lock", "postgresql/log", "postgresql/postmaster.opts"]) {
      rmSync(path.join(target, name), { recursive: true, force: true });
    }
  }
}

/** Copies the files below, each for its owner alone; `isLeft` names what is made empty or left out. */
function copyFolder(from: string, to: string, isLeft: (name: string) => boolean, below = ""): void {
  for (const entry of namesIn(path.join(from, below))) {
    const name = path.join(below, entry);
    const about = lstatSync(path.join(from, name), { throwIfNoEntry: false });
    if (!about || OF_THE_RUN.test(entry)) continue;
    if (about.isDirectory()) {
      mkdirSync(path.join(to, name), { recursive: true, mode: 0o700 });
      if (!isLeft(name)) copyFolder(from, to, isLeft, name);
    } else if (about.isFile() && !isLeft(name))
      copyIfThere(path.join(from, name), path.join(to, name));
  }
}

/** A running engine may remove a file at any time; its log says that it did. */
function copyIfThere(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    if (existsSync(from)) throw error;
  }
}

/** Of an engine that listens on loopback. */
function copyPassword(from: string, to: string): void {
  if (existsSync(path.join(from, PASSWORD)))
    copyFileSync(path.join(from, PASSWORD), path.join(to, PASSWORD));
}
