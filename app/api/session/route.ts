import { z } from "zod";
import type { SessionTime } from "#lib/account/session-times.ts";
import { route } from "#lib/server/api/route.ts";
import { database } from "#lib/server/db/client.ts";
import { sessionTime } from "#lib/server/people/sessions/sessions.ts";

/** How long the session still lives; a request by a person, not by a timer, makes it longer. Staff only. */
export const GET = route({ access: "account.manage", input: z.object({}) }, async ({ actor }) => {
  const { db } = await database();
  const { email, sessionHash } = actor;
  const time = await sessionTime(db, sessionHash);
  return Response.json({ email, ...time } satisfies SessionTime, {
    headers: { "cache-control": "private, no-store" },
  });
});
