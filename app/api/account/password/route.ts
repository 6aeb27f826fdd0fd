import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { changePassword } from "#lib/server/people/password/change.ts";

const inputSchema = z.object({
  password: z.string().max(1_000),
  repeat: z.string().max(1_000),
});

/** Changes the actor's password. Staff only, with a proof for it. */
export const POST = route(
  {
    access: "account.manage",
    budget: "passwords",
    input: inputSchema,
    afterSignIn: { page: "/account#password" },
  },
  async ({ input: { password, repeat }, actor }) => {
    const { db } = await database();
    const outcome = await changePassword(db, { password, repeat }, actor);
    if (outcome !== "done") return seeOther(`/account?problem=${outcome}#password`);
    return seeOther("/account?done=password#password");
  },
);
