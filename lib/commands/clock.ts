import "./environment.ts";
import { confirmClock, openDoubt } from "#lib/server/clock/doubt.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import { checkedSettings } from "./serve.ts";

/**
 * `npm run clock [-- confirm]`: says whether this machine's clock is in doubt, and confirms it, so that
 * what is past its retention is removed again.
 */

const USAGE = `Usage:
  npm run clock                 says what the clock shows and whether it is in doubt
  npm run clock -- confirm      says that it is right: what is old by it may be removed again`;

const [action, ...others] = process.argv.slice(2);
if (others.length > 0 || (action !== undefined && action !== "confirm")) stop(USAGE);

const { database } = checkedSettings();
try {
  const { db, close } = await openDatabase(database);
  if (action === "confirm") await confirmClock(db);
  const doubt = await openDoubt(db);
  await close();
  console.log(`This machine's clock: ${new Date().toISOString()}`);
  if (doubt) {
    if (doubt.expected) console.log(`Expected when doubted: ${doubt.expected.toISOString()}`);
    console.log(`In doubt since ${doubt.clock.toISOString()} of that clock (${doubt.reason}).`);
    console.log("If the clock above is right: npm run clock -- confirm");
  } else if (action === "confirm") {
    console.log("Confirmed. The next hourly round removes what is old again.");
  } else {
    console.log("It is not in doubt.");
  }
} catch (error) {
  stop(messagesOf(error));
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
