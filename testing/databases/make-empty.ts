import { openDatabase } from "#lib/server/db/client.ts";

/** Makes an embedded database with empty tables in the folder that is named, for the browser tests to copy. */
const [dataDir] = process.argv.slice(2);
if (!dataDir) throw new Error("Name the folder.");
const { close } = await openDatabase({ dataDir }, { mayCreate: true });
await close();
