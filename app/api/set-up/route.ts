import { z } from "zod";
import { database } from "#lib/server/db/client.ts";
import { route } from "#lib/server/route.ts";
import { seeOther } from "#lib/server/see-other.ts";
import { newPasswordSchema, setUp } from "#lib/server/staff.ts";

const inputSchema = z.object({
  token: z.string().max(100),
  password: z.string().max(1_000),
  repeat: z.string().max(1_000),
});

/** Keeps the first password of whoever holds a live set-up link. */
export const POST = route(
  { access: "public", budget: "signIns", input: inputSchema },
  async ({ input: { token, password, repeat }, origin }) => {
    const again = (problem: string) =>
      seeOther(`/set-up/${encodeURIComponent(token)}?problem=${problem}`);
    if (!newPasswordSchema.safeParse(password).success) return again("too_short");
    if (password !== repeat) return again("differ");
    const { db } = await database();
    return (await setUp(db, { token, password, origin }))
      ? seeOther("/sign-in?done=set-up")
      : again("dead");
  },
);
