import { cookies } from "next/headers";
import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { csrfCookieName, isCsrfToken } from "#lib/server/auth/csrf.ts";
import { signInPath } from "#lib/server/auth/current-actor.ts";
import { beginFlow } from "#lib/server/auth/oidc/begin.ts";
import { settings } from "#lib/server/config/settings.ts";
import { isNavigation } from "#lib/server/http/fetch-metadata.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.object({
  csrfToken: z.string().max(100),
  callbackUrl: z.string().default("/"),
});

/** Begins a sign-in at the identity provider, from the button of the sign-in page. Public. */
export const POST = route(
  { access: "public", budget: "signIns", input: inputSchema },
  async ({ input: { csrfToken, callbackUrl }, request }) => {
    const cookie = (await cookies()).get(csrfCookieName())?.value;
    const back = safePath(callbackUrl, settings().app.url.origin);
    if (!isCsrfToken(csrfToken, cookie)) {
      if (!isNavigation(request)) throw new AppError("cross_site");
      return seeOther(`${signInPath(back)}&error=expired`);
    }
    const failed = `/sign-in?callbackUrl=${encodeURIComponent(back)}&error=sso`;
    return beginFlow({ purpose: "sign_in", sessionHash: null, act: null, back }, { failed });
  },
);
