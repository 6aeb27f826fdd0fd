import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { challengeAnswer } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { creationOptions } from "#lib/server/auth/passkeys/webauthn.ts";
import { database } from "#lib/server/db/client.ts";
import { passkeysOf } from "#lib/server/people/factors/passkeys.ts";
import { hasProof } from "#lib/server/people/sessions/proofs.ts";

/**
 * Options for the registration of a passkey. Staff only, with a proof for adding one: a device would
 * keep a passkey that is refused afterwards.
 */
export const POST = route({ access: "account.manage", input: z.object({}) }, async ({ actor }) => {
  const { db } = await database();
  if (!(await hasProof(db, actor, { name: "passkey_add", on: "" }))) {
    throw new AppError("not_allowed");
  }
  const known = await passkeysOf(db, actor.personId);
  const person = { id: actor.personId, email: actor.email };
  const ceremony = { purpose: "registration", sessionHash: actor.sessionHash } as const;
  return challengeAnswer(ceremony, (party) => creationOptions(party, person, known));
});
