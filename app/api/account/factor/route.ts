import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  removeApp,
} from "#lib/server/auth/second-factor/second-factor.ts";
import { isStepUpRecent, stepUpPath } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { clearedFlashCookie, flashCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { endSessionsOf, recordEnrolment } from "#lib/server/people/sessions.ts";

const inputSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("begin") }),
  z.object({ act: z.literal("confirm"), code: z.string().max(100) }),
  z.object({ act: z.literal("anew") }),
  z.object({ act: z.literal("seen") }),
]);

const PAGE = "/account/factor";

const options = {
  access: "account.manage",
  input: inputSchema,
  afterSignIn: { page: PAGE },
} as const;

/** Enrols or removes an authenticator app, step by step. Staff only, after step-up. */
export const POST = route(options, async ({ input, actor }) => {
  if (!isStepUpRecent(actor)) return seeOther(stepUpPath(PAGE));
  const { db } = await database();
  const person = { id: actor.personId, email: actor.email };
  switch (input.act) {
    case "begin":
      await beginEnrolment(db, person);
      return seeOther(PAGE);
    case "confirm": {
      const codes = await confirmEnrolment(db, person, { code: input.code, by: actor });
      if (!codes) return seeOther(`${PAGE}?problem=wrong`);
      await recordEnrolment(db, actor.sessionHash);
      await endSessionsOf(db, actor.personId, actor);
      if (codes.length === 0) return seeOther("/account");
      const flash = { what: "recovery_codes", owner: actor.personId, codes } as const;
      return seeOther(PAGE, [flashCookie("/account", flash)]);
    }
    case "anew":
      await removeApp(db, actor);
      return seeOther("/sign-in");
    case "seen":
      return seeOther("/account", [clearedFlashCookie("/account")]);
  }
});
