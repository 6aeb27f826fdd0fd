import { sql } from "drizzle-orm";
import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { isWritable } from "#lib/server/audit/chain/append.ts";
import { isShipping } from "#lib/server/audit/shipping/shipping.ts";
import { database } from "#lib/server/db/client.ts";
import { diskSpace } from "#lib/server/db/disk-space.ts";

/**
 * Readiness probe for load balancers. Public, so the answer is short. A failing audit sink and a
 * disk that fills up are reported but do not make the process unready.
 */
export const GET = route({ access: "public", input: z.object({}) }, async () => {
  const [status, space] = await Promise.all([statusNow(), diskSpace()]);
  return Response.json(
    {
      status,
      auditShipping: isShipping() ? "ok" : "failing",
      ...(space && { disk: space.state }),
    },
    { status: status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});

async function statusNow(): Promise<"ok" | "database_unavailable" | "audit_unavailable"> {
  try {
    const { db } = await database();
    await db.execute(sql`select 1`);
    return isWritable() ? "ok" : "audit_unavailable";
  } catch {
    return "database_unavailable";
  }
}
