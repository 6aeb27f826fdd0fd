import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { requireCsrfToken } from "#lib/server/auth/csrf.ts";
import { MAX_ANSWER } from "#lib/server/auth/passkeys/answers.ts";
import { authenticateWithPasskey } from "#lib/server/auth/passkeys/authenticate.ts";
import { challengeFromCookie } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { relyingParty } from "#lib/server/auth/passkeys/relying-party.ts";
import { MAX_PASSWORD, signInBy } from "#lib/server/auth/sign-in.ts";
import { signInAnswer } from "#lib/server/auth/sign-in-answer.ts";
import { database } from "#lib/server/db/client.ts";

const inputSchema = z.object({
  csrfToken: z.string().max(100).default(""),
  passkey: z.string().max(MAX_ANSWER).default(""),
  password: z.string().max(MAX_PASSWORD).default(""),
  callbackUrl: z.string().default("/"),
});

/** Signs in by a passkey, administrators together with their password. Public. */
export const POST = route(
  // Its attempts cost no password hash, so they wait for nobody else's.
  { access: "public", budget: "passkeySignIns", input: inputSchema },
  async ({ input: { csrfToken, callbackUrl, passkey: answer, password }, request, origin }) => {
    const renewed = await requireCsrfToken(csrfToken, { request, back: callbackUrl });
    if (renewed) return renewed;
    const party = relyingParty();
    const { db } = await database();
    const sealed = await challengeFromCookie();
    const signedIn = await signInBy(origin, async (by) => {
      if (!party) return null;
      const given = { answer, sealed, party, password };
      const person = await authenticateWithPasskey(db, given, by);
      return person && { person, mustEnrol: false, way: "passkey" };
    });
    return signInAnswer(signedIn, { callbackUrl, origin });
  },
);
