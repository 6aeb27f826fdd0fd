import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import type { Actor } from "#lib/server/actor.ts";
import { route } from "#lib/server/api/route.ts";
import { MAX_ANSWER } from "#lib/server/auth/passkeys/answers.ts";
import { challengeFromCookie } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { addPasskey, removePasskey } from "#lib/server/auth/passkeys/passkeys.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { database } from "#lib/server/db/client.ts";
import { flashCookie } from "#lib/server/http/flash.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const addSchema = z.object({
  act: z.literal("add"),
  name: z.string().max(60).default(""),
  passkey: z.string().max(MAX_ANSWER),
});
const inputSchema = z.discriminatedUnion("act", [
  addSchema,
  z.object({ act: z.literal("remove"), id: z.string().max(1_500) }),
]);

/** Adds or removes a passkey of the actor. Staff only, with a proof for it. */
export const POST = route(
  {
    access: "account.manage",
    input: inputSchema,
    afterSignIn: ({ act }) =>
      act === "add" ? { page: "/account/factor#passkey" } : { showsAgain: ["act", "id"] },
  },
  async ({ input, actor }) => {
    if (input.act === "add") return add(input, actor);
    const { db } = await database();
    const removed = await removePasskey(db, input.id, actor);
    const outcome = removed === "last" ? "problem=last_factor" : "done=passkey_removed";
    return seeOther(`/account?${outcome}#passkeys`);
  },
);

async function add(
  { name, passkey: answer }: z.infer<typeof addSchema>,
  actor: Actor,
): Promise<Response> {
  const party = relyingParty();
  if (!party) throw new AppError("not_found");
  const { db } = await database();
  const sealed = await challengeFromCookie();
  const codes = await addPasskey(db, { name, answer, sealed, party }, actor);
  if (!codes) return seeOther("/account/factor?problem=passkey#passkey");
  if (codes.length === 0) return seeOther("/account?done=passkey_added#passkeys");
  const flash = { what: "recovery_codes", owner: actor.personId, codes } as const;
  return seeOther("/account/factor", [flashCookie("/account", flash)]);
}
