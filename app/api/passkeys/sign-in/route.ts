import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { challengeAnswer } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { requestOptions } from "#lib/server/auth/passkeys/webauthn.ts";

/** Options for a sign-in by passkey; apart from the challenge the same for everybody. Public. */
export const POST = route({ access: "public", input: z.object({}) }, async () =>
  challengeAnswer({ purpose: "sign-in" }, (party) => requestOptions(party)),
);
