import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { clearedSessionCookies } from "#lib/server/auth/cleared-cookies.ts";
import { sessionIdFromCookie } from "#lib/server/auth/current-actor.ts";
import { signOut } from "#lib/server/auth/sign-out.ts";
import { seeOther } from "#lib/server/http/redirect.ts";

/** Ends the session, also for every copy of the cookie. Public. */
export const POST = route({ access: "public", input: z.object({}) }, async ({ origin }) => {
  const id = await sessionIdFromCookie();
  if (id) await signOut(id, origin);
  const response = seeOther("/sign-in", clearedSessionCookies());
  response.headers.set("clear-site-data", '"cache", "storage"');
  return response;
});
