import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { unblockPayer } from "#lib/server/observations/payer-blocks.ts";

/** Lifts a payer block. Supervisors and administrators, with a proof for it. */
export const POST = route(
  {
    access: "payer.block",
    input: z.object({ id: z.uuid() }),
    afterSignIn: { showsAgain: ["id"] },
  },
  async ({ input: { id }, actor }) => {
    const { db } = await database();
    if (!(await unblockPayer(db, { id, actor }))) throw new AppError("not_found");
    return seeOther("/personal-data?done=lifted");
  },
);
