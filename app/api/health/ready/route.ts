import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { isShipping } from "#lib/server/audit/shipping/shipping.ts";
import { readiness } from "#lib/server/boot/readiness.ts";

/**
 * Readiness, for load balancers: this process can do its work. Public, so the answer is short. A
 * failing audit sink is reported but does not make the process unready.
 */
export const GET = route({ access: "public", budget: "none", input: z.object({}) }, async () => {
  const status = await readiness();
  return Response.json(
    { status, auditShipping: isShipping() ? "ok" : "failing" },
    { status: status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
