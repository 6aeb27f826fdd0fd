import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { browserIdFor, knownBrowser } from "#lib/server/auth/attempts/known-browser.ts";
import { requireCsrfToken } from "#lib/server/auth/csrf.ts";
import { byPassword, MAX_PASSWORD, signInBy } from "#lib/server/auth/sign-in.ts";
import { signInAnswer } from "#lib/server/auth/sign-in-answer.ts";
import { countPasswordTry } from "#lib/server/http/rate-limit.ts";

const inputSchema = z.object({
  csrfToken: z.string().max(100).default(""),
  email: z.string().trim().max(254).default(""),
  password: z.string().max(MAX_PASSWORD).default(""),
  code: z.string().max(100).default(""),
  callbackUrl: z.string().default("/"),
});

/** Signs in by e-mail address, password and code. Public. */
export const POST = route(
  { access: "public", input: inputSchema },
  async ({ input: { csrfToken, callbackUrl, ...given }, request, origin }) => {
    const browserId = browserIdFor(await knownBrowser(), given.email);
    await countPasswordTry(origin.ip, browserId);
    const renewed = await requireCsrfToken(csrfToken, { request, back: callbackUrl });
    if (renewed) return renewed;
    const signedIn = await signInBy(origin, (by) => byPassword({ ...given, browserId }, by));
    return signInAnswer(signedIn, {
      callbackUrl,
      origin,
      email: given.email,
      byCode: given.code !== "",
    });
  },
);
