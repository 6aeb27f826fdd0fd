import { z } from "zod";
import { database } from "#lib/server/db/client.ts";
import { isProofFresh, proofPath } from "#lib/server/proof.ts";
import { route } from "#lib/server/route.ts";
import { seeOther } from "#lib/server/see-other.ts";
import { changePassword, newPasswordSchema } from "#lib/server/staff.ts";

const inputSchema = z.object({
  password: z.string().max(1_000),
  repeat: z.string().max(1_000),
});

/** Keeps a new password of one's own. Staff only, and only with a fresh proof. */
export const POST = route(
  { access: "account.manage", input: inputSchema },
  async ({ input: { password, repeat }, actor }) => {
    if (!isProofFresh(actor)) return seeOther(proofPath("/account"));
    if (!newPasswordSchema.safeParse(password).success) {
      return seeOther("/account?problem=too_short#password");
    }
    if (password !== repeat) return seeOther("/account?problem=differ#password");
    const { db } = await database();
    await changePassword(db, password, actor);
    return seeOther("/account?done=password#password");
  },
);
