import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { MAX_ANSWER } from "#lib/server/auth/passkeys/answers.ts";
import { challengeFromCookie } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { readAct } from "#lib/server/auth/proof/act-request.ts";
import { type Given, reauthenticate } from "#lib/server/auth/proof/reauthenticate.ts";
import { newSessionCookie } from "#lib/server/auth/sign-in.ts";
import { stepUpPath } from "#lib/server/auth/step-up.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.object({
  password: z.string().max(1_000),
  code: z.string().max(100).default(""),
  /** A passkey's answer, instead of a code. */
  passkey: z.string().max(MAX_ANSWER).default(""),
  /** The act that it is for, sealed. */
  for: z.string().max(3_000).default(""),
  back: z.string().optional(),
});

/** Re-authenticates before a sensitive action (step-up). Staff only. */
export const POST = route(
  {
    access: "account.manage",
    input: inputSchema,
    // Who has just signed in has proved who they are, but for no act: that is asked for again.
    afterSignIn: ({ back }) => ({ goesTo: safePath(back) }),
  },
  async ({ input, actor }) => {
    const act = readAct(input.for, actor);
    const { db } = await database();
    const sessionId = await reauthenticate(db, actor, { given: await givenIn(input), act });
    if (sessionId === null) {
      return seeOther(`${stepUpPath(input.back ?? "/", act && { act, actor })}&problem=wrong`);
    }
    const cookie = await newSessionCookie({ sessionId, personId: actor.personId }, actor);
    return seeOther(safePath(input.back), [cookie]);
  },
);

async function givenIn({
  password,
  code,
  passkey: answer,
}: z.infer<typeof inputSchema>): Promise<Given> {
  const party = answer ? relyingParty() : null;
  const passkey = party && { answer, party, sealed: await challengeFromCookie() };
  return { password, code, passkey };
}
