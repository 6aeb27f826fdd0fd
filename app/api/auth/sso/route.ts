import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { requireCsrfToken } from "#lib/server/auth/csrf.ts";
import { beginFlow } from "#lib/server/auth/oidc/begin.ts";
import { settings } from "#lib/server/config/settings.ts";

const inputSchema = z.object({
  csrfToken: z.string().max(100),
  callbackUrl: z.string().default("/"),
});

/** Begins a sign-in at the identity provider, from the button of the sign-in page. Public. */
export const POST = route(
  { access: "public", budget: "signIns", input: inputSchema },
  async ({ input: { csrfToken, callbackUrl }, request }) => {
    const renewed = await requireCsrfToken(csrfToken, { request, back: callbackUrl });
    if (renewed) return renewed;
    const back = safePath(callbackUrl, settings().app.url.origin);
    const failed = `/sign-in?callbackUrl=${encodeURIComponent(back)}&error=sso`;
    return beginFlow({ purpose: "sign_in", sessionHash: null, act: null, back }, { failed });
  },
);
