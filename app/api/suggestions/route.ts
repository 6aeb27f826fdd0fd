import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { numbersLike } from "#lib/server/payment-list/queries.ts";

const inputSchema = z.object({ part: z.string().regex(/^[A-Za-z0-9_-]{3,12}$/) });
const MOST = 8;

/** Suggests observed invoice numbers that begin or end with the typed text. Staff only. */
export const POST = route(
  { access: "payment.look_up", input: inputSchema },
  async ({ input: { part } }) => {
    const { db } = await database();
    const { environment } = settings();
    const numbers = await numbersLike(db, { environment, part }, MOST);
    return Response.json(numbers, { headers: { "cache-control": "private, no-store" } });
  },
);
