import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { challengeAnswer } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { requestOptions } from "#lib/server/auth/passkeys/webauthn.ts";
import { database } from "#lib/server/db/client.ts";
import { passkeysOf } from "#lib/server/people/factors/passkeys.ts";

/** Options for step-up with one of the person's passkeys. Staff only. */
export const POST = route({ access: "account.manage", input: z.object({}) }, async ({ actor }) => {
  const { db } = await database();
  const known = await passkeysOf(db, actor.personId);
  const ceremony = { purpose: "proof", sessionHash: actor.sessionHash } as const;
  return challengeAnswer(ceremony, (party) => requestOptions(party, known));
});
