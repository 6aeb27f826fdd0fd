import "./environment.ts";
import { parseArgs } from "node:util";
import pg from "pg";
import { MIGRATIONS } from "#lib/server/db/client.ts";
import { migrateFor } from "#lib/server/db/migrate.ts";
import { checkedSettings } from "./serve.ts";

/** `npm run migrate -- --for <user>`: makes the tables of PostgreSQL as their owner, for another user. */

const USAGE = `Usage:
  npm run migrate -- --for <user>    brings the tables up to date as the user of DATABASE_URL, their
                                     owner, and lets this other user read and write their rows`;

const { values } = parseArgs({ options: { for: { type: "string" } } });
const user = values.for;
if (!user) stop(USAGE);
const { database } = checkedSettings();
if (!("url" in database)) {
  stop("DATABASE_URL: is missing; the embedded database has one user and needs no command.");
}
const client = new pg.Client({ connectionString: database.url, connectionTimeoutMillis: 5_000 });
try {
  await client.connect();
  await migrateFor(client, user, MIGRATIONS);
  console.log(`The tables are up to date; ${user} may use them.`);
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
} finally {
  await client.end();
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
