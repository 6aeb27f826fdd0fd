import { z } from "zod";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { dismissNotices } from "#lib/server/people/notices.ts";

/** Dismisses what the person was told about their account. Staff only. */
export const POST = route(
  {
    access: "account.manage",
    input: z.object({ back: z.string().default("/account") }),
    afterSignIn: ({ back }) => ({ goesTo: safePath(back) }),
  },
  async ({ input: { back }, actor }) => {
    const { db } = await database();
    await dismissNotices(db, actor);
    return seeOther(safePath(back));
  },
);
