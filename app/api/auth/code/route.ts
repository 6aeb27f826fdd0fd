import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { actorAwaitingCode, signInPath } from "#lib/server/auth/current-actor.ts";
import { codePath } from "#lib/server/auth/oidc/callback.ts";
import { completeSignIn } from "#lib/server/auth/oidc/complete-sign-in.ts";
import { newSessionCookie } from "#lib/server/auth/sign-in.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.object({
  code: z.string().max(100),
  callbackUrl: z.string().default("/"),
});

/** Checks the second factor of a session that waits for it. Public; has no effect without one. */
export const POST = route(
  { access: "public", budget: "signIns", input: inputSchema },
  async ({ input: { code, callbackUrl } }) => {
    const actor = await actorAwaitingCode();
    if (!actor) return seeOther(signInPath(safePath(callbackUrl)));
    const { db } = await database();
    const sessionId = await completeSignIn(db, actor, code);
    if (sessionId === null) return seeOther(`${codePath(callbackUrl)}&problem=wrong`);
    const cookie = await newSessionCookie({ sessionId, personId: actor.personId }, actor);
    return seeOther(safePath(callbackUrl), [cookie]);
  },
);
