import { z } from "zod";
import { safePath } from "#lib/safe-path.ts";
import { database } from "#lib/server/db/client.ts";
import { giveProof, proofPath } from "#lib/server/proof.ts";
import { route } from "#lib/server/route.ts";
import { seeOther } from "#lib/server/see-other.ts";

const inputSchema = z.object({
  password: z.string().max(1_000),
  code: z.string().max(100).default(""),
  back: z.string().optional(),
});

/** A fresh proof before a grave act. Staff only. */
export const POST = route(
  { access: "account.manage", input: inputSchema },
  async ({ input: { back, ...given }, actor }) => {
    const { db } = await database();
    const isProved = await giveProof(db, actor, given);
    return seeOther(isProved ? safePath(back) : `${proofPath(back ?? "/")}&problem=wrong`);
  },
);
