import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { unlinkIdentity } from "#lib/server/auth/oidc/account-link.ts";
import { beginFlow } from "#lib/server/auth/oidc/begin.ts";
import { readAct } from "#lib/server/auth/proof/act-request.ts";
import { stepUpPath } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { requireProof } from "#lib/server/people/sessions/proofs.ts";

const inputSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("connect") }),
  z.object({ act: z.literal("disconnect") }),
  z.object({
    act: z.literal("prove"),
    for: z.string().max(3_000).default(""),
    back: z.string().default("/"),
  }),
]);

const PAGE = "/account";
const LINKING = { name: "identity_link", on: "" } as const;

/**
 * Links or unlinks the actor's identity at the provider, with a proof for it, or uses it for step-up.
 * Staff only.
 */
export const POST = route(
  {
    access: "account.manage",
    input: inputSchema,
    // Who has just signed in has proved who they are, but for no act.
    afterSignIn: ({ act, back }) =>
      act === "prove" ? { goesTo: safePath(back) } : { showsAgain: ["act"] },
  },
  async ({ input, actor }) => {
    const { db } = await database();
    const { sessionHash } = actor;
    if (input.act === "prove") {
      const act = readAct(input.for, actor);
      const back = safePath(input.back);
      const failed = `${stepUpPath(back, act && { act, actor })}&problem=sso`;
      return beginFlow({ purpose: "prove", sessionHash, act, back }, { failed });
    }
    if (input.act === "connect") {
      // The callback spends the proof; nobody shall sign in at the provider for nothing.
      await requireProof(db, actor, LINKING);
      const failed = `${PAGE}?problem=sso#sso`;
      return beginFlow({ purpose: "connect", sessionHash, act: null, back: PAGE }, { failed });
    }
    const isDone = await unlinkIdentity(db, actor);
    return seeOther(`${PAGE}?${isDone ? "done=no_sso" : "problem=sso_only"}#sso`);
  },
);
