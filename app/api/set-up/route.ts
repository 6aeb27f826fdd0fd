import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { knownBrowser, knownBrowserCookie } from "#lib/server/auth/attempts/known-browser.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { setUp, setUpEmail } from "#lib/server/people/password/change.ts";

const inputSchema = z.object({
  token: z.string().max(100),
  password: z.string().max(1_000),
  repeat: z.string().max(1_000),
});

/** Sets the first password, with a valid set-up link. Public. */
export const POST = route(
  { access: "public", budget: "signIns", input: inputSchema },
  async ({ input: { token, password, repeat }, origin }) => {
    const { db } = await database();
    const email = await setUpEmail(db, token);
    const outcome = await setUp(db, { token, password, repeat, origin });
    if (email === null || outcome !== "done") {
      return seeOther(`/set-up/${encodeURIComponent(token)}?problem=${outcome}`);
    }
    // An administrator gave the link, so this browser is known even while others try passwords.
    const cookie = knownBrowserCookie(await knownBrowser(), email);
    return seeOther("/sign-in?done=set-up", [cookie]);
  },
);
