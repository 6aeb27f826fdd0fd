import { z } from "zod";
import type { Actor } from "#lib/server/actor.ts";
import { route } from "#lib/server/api/route.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  renewCodes,
} from "#lib/server/auth/second-factor/second-factor.ts";
import { database } from "#lib/server/db/client.ts";
import { clearedFlashCookie, flashCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("begin") }),
  z.object({ act: z.literal("confirm"), code: z.string().max(100) }),
  z.object({ act: z.literal("codes") }),
  z.object({ act: z.literal("seen") }),
]);

const PAGE = "/account/factor";

/**
 * Sets up an authenticator app, instead of an earlier one, and replaces recovery codes. Staff only,
 * with a proof for it.
 */
export const POST = route(
  {
    access: "account.manage",
    input: inputSchema,
    afterSignIn: ({ act }) =>
      act === "begin" || act === "codes" ? { showsAgain: ["act"] } : { page: PAGE },
  },
  async ({ input, actor }) => {
    const { db } = await database();
    switch (input.act) {
      case "begin":
        await beginEnrolment(db, actor);
        return seeOther(PAGE);
      case "confirm": {
        const codes = await confirmEnrolment(db, actor, input.code);
        return codes ? showCodes(codes, actor) : seeOther(`${PAGE}?problem=wrong`);
      }
      case "codes":
        return showCodes((await renewCodes(db, actor)) ?? [], actor);
      case "seen":
        return seeOther("/account", [clearedFlashCookie("/account")]);
    }
  },
);

function showCodes(codes: string[], { personId: owner }: Actor): Response {
  if (codes.length === 0) return seeOther("/account");
  return seeOther(PAGE, [flashCookie("/account", { what: "recovery_codes", owner, codes })]);
}
