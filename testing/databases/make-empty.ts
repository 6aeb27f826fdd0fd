import { openDatabase } from "#lib/server/db/client.ts";

/** An embedded database with empty tables in the folder that is named: what tests copy. */
const [dataDir] = process.argv.slice(2);
if (!dataDir) throw new Error("Name the folder.");
const { close } = await openDatabase({ dataDir });
await close();
