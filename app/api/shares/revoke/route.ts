import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { safePath } from "#lib/http/safe-path.ts";
import { route } from "#lib/server/api/route.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { revokeShare } from "#lib/server/shares/links.ts";

const inputSchema = z.object({ id: z.uuid(), back: z.string().optional() });

/** Revokes a share link, also of another person. Supervisors and administrators. */
export const POST = route(
  {
    access: "share.manage",
    input: inputSchema,
    afterSignIn: ({ back }) => ({ page: safePath(back) }),
  },
  async ({ input: { id, back }, actor }) => {
    const { db } = await database();
    const { environment } = settings();
    if (!(await revokeShare(db, { id, environment, actor }))) throw new AppError("not_found");
    return seeOther(safePath(back));
  },
);
