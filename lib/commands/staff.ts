import "./environment.ts";
import { parseArgs } from "node:util";
import { roleSchema } from "#lib/account/access.ts";
import { resetFactor } from "#lib/server/auth/second-factor/second-factor.ts";
import { openDatabase } from "#lib/server/db/client.ts";
import { messagesOf } from "#lib/server/error-text.ts";
import {
  addPerson,
  blockPerson,
  emailSchema,
  personByEmail,
  resetPerson,
  unblockPerson,
} from "#lib/server/people/accounts.ts";
import { checkedSettings } from "./serve.ts";

/**
 * `npm run staff -- add|reset|reset-factor|block|unblock <email> [--role clerk|supervisor|admin|auditor]`:
 * accounts from the console, for the first administrator and for emergencies.
 */

const USAGE = `Usage:
  npm run staff -- add <email> --role clerk|supervisor|admin|auditor
                                          adds a person and prints a one-time set-up link
  npm run staff -- reset <email>          removes the password and prints a new set-up link
  npm run staff -- reset-factor <email>   removes the second factor; first make sure who is asking
  npm run staff -- block <email>          ends all sessions and refuses every sign-in
  npm run staff -- unblock <email>        allows signing in again`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { role: { type: "string" } },
});
const [action, typedEmail] = positionals;
const email = emailSchema.safeParse(typedEmail);
const role = roleSchema.safeParse(values.role);
if (!email.success || (action === "add" && !role.success)) stop(USAGE);

const settings = checkedSettings();
try {
  // Adding the first person is what begins an installation.
  const { db, close } = await openDatabase(settings.database, { mayCreate: action === "add" });
  await act(db, email.data).finally(close);
} catch (error) {
  stop(messagesOf(error));
}

async function act(
  db: Awaited<ReturnType<typeof openDatabase>>["db"],
  address: string,
): Promise<void> {
  switch (action) {
    case "add":
      return printLink(await addPerson(db, { email: address, role: roleSchema.parse(role.data) }));
    case "reset":
      return printLink(await resetPerson(db, address));
    case "reset-factor": {
      const had = await resetFactor(db, await personByEmail(db, address), null);
      return console.log(
        `${address} ${had ? "has no second factor any more" : "had no second factor"}.`,
      );
    }
    case "block":
      await blockPerson(db, address);
      return console.log(`${address} is blocked.`);
    case "unblock":
      await unblockPerson(db, address);
      return console.log(`${address} can sign in again.`);
    default:
      stop(USAGE);
  }
}

function printLink(token: string): void {
  console.log("Give this link to the person. It works once, within 24 hours:");
  console.log(new URL(`/set-up/${token}`, settings.app.url).href);
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
