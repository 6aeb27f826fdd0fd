import { cookies } from "next/headers";
import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { csrfCookie, csrfCookieName, newCsrfToken, tokenOf } from "#lib/server/auth/csrf.ts";

/** The CSRF token of this browser, for programs that sign in. Public. */
export const GET = route({ access: "public", input: z.object({}) }, async () => {
  const own = tokenOf((await cookies()).get(csrfCookieName())?.value);
  const csrfToken = own ?? newCsrfToken();
  const headers = new Headers({ "cache-control": "private, no-store" });
  if (own === null) headers.set("set-cookie", csrfCookie(csrfToken));
  return Response.json({ csrfToken }, { headers });
});
