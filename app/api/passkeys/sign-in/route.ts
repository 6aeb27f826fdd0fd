import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { challengeAnswer } from "#lib/server/auth/passkeys/challenge-cookie.ts";
import { requestOptions } from "#lib/server/auth/passkeys/webauthn.ts";

/** What a browser needs to sign somebody in by a passkey; the same for everybody. Anybody may ask. */
export const POST = route({ access: "public", input: z.object({}) }, async () =>
  challengeAnswer({ purpose: "sign-in" }, (party) => requestOptions(party)),
);
