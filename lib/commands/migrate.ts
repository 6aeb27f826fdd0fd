import "./environment.ts";
import { parseArgs } from "node:util";
import { MIGRATIONS } from "#lib/server/db/client.ts";
import { migrateFor } from "#lib/server/db/migrate.ts";
import { connectAlone } from "#lib/server/db/pool.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { checkedSettings } from "./serve.ts";

/** `npm run migrate -- --for <user>`: migrates PostgreSQL as the owner and grants rights to the server's user. */

const USAGE = `Usage:
  npm run migrate -- --for <user>    creates or updates the tables as the user of DATABASE_URL, who
                                     owns them, and lets <user> read and write rows; start Anyqta
                                     with the address of <user> afterwards`;

const { values } = parseArgs({ options: { for: { type: "string" } } });
const user = values.for;
if (!user) stop(USAGE);
const { database } = checkedSettings();
if (!("url" in database)) {
  stop(
    "DATABASE_URL: is missing. The embedded database has no users: Anyqta updates its tables at the start.",
  );
}
try {
  const client = await connectAlone({ connectionString: database.url });
  await migrateFor(client, user, MIGRATIONS).finally(() => client.end());
  console.log(`The tables are up to date, and ${user} may read and write their rows.`);
} catch (error) {
  stop(messagesOf(error));
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
