import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import type { Actor } from "#lib/server/actor.ts";
import { route } from "#lib/server/api/route.ts";
import { MAX_ANSWER } from "#lib/server/auth/passkeys/answers.ts";
import { challengeFromCookie } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { newSessionCookie } from "#lib/server/auth/sign-in.ts";
import { reauthenticate, reauthenticateWithPasskey, stepUpPath } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.object({
  password: z.string().max(1_000),
  code: z.string().max(100).default(""),
  /** A passkey's answer, instead of a code. */
  passkey: z.string().max(MAX_ANSWER).default(""),
  back: z.string().optional(),
});

/** Re-authenticates before a sensitive action (step-up). Staff only. */
export const POST = route(
  {
    access: "account.manage",
    input: inputSchema,
    // Who has just signed in has proved who they are.
    afterSignIn: ({ back }) => ({ goesTo: safePath(back) }),
  },
  async ({ input: { back, ...given }, actor }) => {
    const sessionId = await prove(given, actor);
    if (sessionId === null) return seeOther(`${stepUpPath(back ?? "/")}&problem=wrong`);
    const cookie = await newSessionCookie({ sessionId, personId: actor.personId });
    return seeOther(safePath(back), [cookie]);
  },
);

async function prove(
  { password, code, passkey: answer }: Omit<z.infer<typeof inputSchema>, "back">,
  actor: Actor,
): Promise<string | null> {
  const { db } = await database();
  if (!answer) return reauthenticate(db, actor, { password, code });
  const party = relyingParty();
  if (!party) return null;
  const sealed = await challengeFromCookie();
  return reauthenticateWithPasskey(db, actor, { answer, sealed, party, password });
}
