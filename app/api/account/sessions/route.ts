import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { record } from "#lib/server/audit/record.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { endSessionsOf } from "#lib/server/people/sessions/sessions.ts";

/** Ends one's own sessions, but this one. Staff only. */
export const POST = route(
  {
    access: "account.manage",
    input: z.object({}),
    afterSignIn: { page: "/account#sessions" },
  },
  async ({ actor }) => {
    const { db } = await database();
    const entry = {
      event: "sessions.ended",
      success: true,
      by: actor,
      resource: actor.email,
    } as const;
    await db.transaction(async (tx) => {
      await endSessionsOf(tx, actor.personId, actor);
      await record(tx, entry);
    });
    return seeOther("/account?done=sessions#sessions");
  },
);
