import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { database } from "#lib/server/db/client.ts";
import { challengeAnswer } from "#lib/server/passkeys/challenge-cookie.ts";
import { creationOptions } from "#lib/server/passkeys/webauthn.ts";
import { passkeysOf } from "#lib/server/people/factors/passkeys.ts";
import { isProofFresh } from "#lib/server/proof.ts";
import { route } from "#lib/server/route.ts";

/** What a browser needs to make a passkey. Staff only, and only with a fresh proof. */
export const POST = route({ access: "account.manage", input: z.object({}) }, async ({ actor }) => {
  if (!isProofFresh(actor)) throw new AppError("not_allowed");
  const { db } = await database();
  const known = await passkeysOf(db, actor.personId);
  const person = { id: actor.personId, email: actor.email };
  const ceremony = { purpose: "registration", sessionHash: actor.sessionHash } as const;
  return challengeAnswer(ceremony, (party) => creationOptions(party, person, known));
});
