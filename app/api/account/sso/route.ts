import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { unlinkIdentity } from "#lib/server/auth/oidc/account-link.ts";
import { beginFlow } from "#lib/server/auth/oidc/begin.ts";
import { isStepUpRecent, stepUpPath } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("connect") }),
  z.object({ act: z.literal("disconnect") }),
  z.object({ act: z.literal("prove"), back: z.string().default("/") }),
]);

const PAGE = "/account";

/**
 * Links or unlinks the actor's identity at the provider, or uses it for step-up. Staff only;
 * linking and unlinking only after step-up.
 */
export const POST = route(
  {
    access: "account.manage",
    input: inputSchema,
    // Who has just signed in has proved who they are.
    afterSignIn: ({ act, back }) =>
      act === "prove" ? { goesTo: safePath(back) } : { page: `${PAGE}#sso` },
  },
  async ({ input, actor }) => {
    const { sessionHash } = actor;
    if (input.act === "prove") {
      const back = safePath(input.back);
      const failed = `${stepUpPath(back)}&problem=sso`;
      return beginFlow({ purpose: "prove", sessionHash, back }, { failed });
    }
    if (!isStepUpRecent(actor)) return seeOther(stepUpPath(PAGE));
    if (input.act === "connect") {
      const failed = `${PAGE}?problem=sso#sso`;
      return beginFlow({ purpose: "connect", sessionHash, back: PAGE }, { failed });
    }
    const { db } = await database();
    const isDone = await unlinkIdentity(db, actor);
    return seeOther(`${PAGE}?${isDone ? "done=no_sso" : "problem=sso_only"}#sso`);
  },
);
