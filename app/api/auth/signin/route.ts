import { cookies } from "next/headers";
import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { csrfCookie, csrfCookieName, newCsrfToken, tokenOf } from "#lib/server/auth/csrf.ts";
import { settings } from "#lib/server/config/settings.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

const inputSchema = z.object({
  callbackUrl: z.string().optional(),
  error: z.enum(["expired"]).optional().catch(undefined),
});

/**
 * Leads to the sign-in form and gives the browser the CSRF token that the form must send. `begun` tells
 * the form when, so that it notices a browser that keeps no cookies. Public.
 */
export const GET = route(
  { access: "public", input: inputSchema },
  async ({ input: { callbackUrl, error } }) => {
    const own = tokenOf((await cookies()).get(csrfCookieName())?.value);
    const back = safePath(callbackUrl, settings().app.url.origin);
    const query = new URLSearchParams({
      callbackUrl: back,
      ...(error && { error }),
      begun: String(Date.now()),
    });
    return seeOther(`/sign-in?${query}`, own === null ? [csrfCookie(newCsrfToken())] : []);
  },
);
