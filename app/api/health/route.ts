import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#lib/server/db/client.ts";
import { route } from "#lib/server/route.ts";

/** Is this process of use? For load balancers: anybody may ask, nothing is told but yes or no. */
export const GET = route({ access: "public", input: z.object({}) }, async () => {
  const healthy = await database()
    .then(({ db }) => db.execute(sql`select 1`))
    .then(
      () => true,
      () => false,
    );
  return Response.json(
    { status: healthy ? "ok" : "database_unavailable" },
    { status: healthy ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
