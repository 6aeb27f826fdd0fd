import { z } from "zod";
import { roleSchema } from "#lib/account/access.ts";
import type { Actor } from "#lib/server/actor.ts";
import { route } from "#lib/server/api/route.ts";
import { resetFactor } from "#lib/server/auth/second-factor/second-factor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { type Database, database } from "#lib/server/db/client.ts";
import { flashCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import {
  addPerson,
  blockPerson,
  changeRole,
  emailSchema,
  personByEmail,
  resetPerson,
  StaffError,
  signPersonOut,
  unblockPerson,
  unlockPerson,
} from "#lib/server/people/accounts.ts";

const inputSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("invite"), email: emailSchema, role: roleSchema }),
  z.object({ act: z.literal("role"), email: emailSchema, role: roleSchema }),
  z.object({ act: z.literal("block"), email: emailSchema }),
  z.object({ act: z.literal("unblock"), email: emailSchema }),
  z.object({ act: z.literal("unlock"), email: emailSchema }),
  z.object({ act: z.literal("sign_out"), email: emailSchema }),
  z.object({ act: z.literal("reset"), email: emailSchema }),
  z.object({ act: z.literal("reset_factor"), email: emailSchema }),
]);
type Input = z.infer<typeof inputSchema>;

/** What of the form goes through the sign-in or the re-authentication. */
const KEPT = ["act", "email", "role"] as const;

/** Changes accounts and roles. Administrators only, with a proof for each act. */
export const POST = route(
  {
    access: "people.manage",
    input: inputSchema,
    afterSignIn: { showsAgain: KEPT },
  },
  async ({ input, actor }) => {
    const { db } = await database();
    try {
      const token = await act(db, input, actor);
      if (token === null) return seeOther("/people?done=act");
      const url = new URL(`/set-up/${token}`, settings().app.url).href;
      const flash = { what: "link", owner: actor.personId, email: input.email, url } as const;
      return seeOther("/people?done=link", [flashCookie("/people", flash)]);
    } catch (error) {
      if (!(error instanceof StaffError)) throw error;
      return seeOther(`/people?problem=${input.act === "invite" ? "taken" : "last_admin"}`);
    }
  },
);

/** Makes the change; returns the token of the set-up link, if it makes one. */
async function act(db: Database, input: Input, by: Actor): Promise<string | null> {
  const { email } = input;
  switch (input.act) {
    case "invite":
      return addPerson(db, { email, role: input.role, by });
    case "reset":
      return resetPerson(db, email, by);
    case "role":
      await changeRole(db, { email, role: input.role, by });
      return null;
    case "block":
      await blockPerson(db, email, by);
      return null;
    case "unblock":
      await unblockPerson(db, email, by);
      return null;
    case "unlock":
      await unlockPerson(db, email, by);
      return null;
    case "sign_out":
      await signPersonOut(db, email, by);
      return null;
    case "reset_factor":
      await resetFactor(db, await personByEmail(db, email), by);
      return null;
  }
}
