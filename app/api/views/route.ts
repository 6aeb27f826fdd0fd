import { z } from "zod";
import { listPath, parametersOf, readListQuery } from "#lib/list/query.ts";
import { route } from "#lib/server/api/route.ts";
import { database } from "#lib/server/db/client.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { deleteView, saveView, viewNameSchema } from "#lib/server/payment-list/saved-views.ts";

const inputSchema = z.union([
  z.object({
    name: viewNameSchema,
    /** The query string of the list. */
    query: z.string().max(4_000),
    with_dates: z.literal("1").optional(),
  }),
  z.object({ delete: z.uuid(), query: z.string().max(4_000).default("") }),
]);

const NO_DAYS = { from: null, to: null };

/** Saves or deletes a view of the list for the actor. Staff only. */
export const POST = route(
  {
    access: "payment.look_up",
    input: inputSchema,
    afterSignIn: ({ name, query = "" }) =>
      name === undefined
        ? { page: listPath(readListQuery(parametersOf(new URLSearchParams(query))).query) }
        : { showsAgain: ["name", "query", "with_dates"] },
  },
  async ({ input, actor }) => {
    const { db } = await database();
    const { query } = readListQuery(parametersOf(new URLSearchParams(input.query)));
    if ("delete" in input) {
      await deleteView(db, actor.personId, input.delete);
      return seeOther(listPath(query));
    }
    const dates = input.with_dates ? {} : { paid: NO_DAYS, looked: NO_DAYS };
    const saved = listPath({ ...query, ...dates, place: null });
    const name = input.name;
    await saveView(db, actor.personId, { name, query: saved.replace(/^[^?]*\??/, "") });
    return seeOther(saved);
  },
);
