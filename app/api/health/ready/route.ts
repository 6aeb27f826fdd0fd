import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { isShipping } from "#lib/server/audit/shipping/shipping.ts";
import { readiness } from "#lib/server/boot/readiness.ts";
import { diskSpace } from "#lib/server/db/disk-space.ts";

/**
 * Readiness, for load balancers: this process can do its work. Public, so the answer is short. A
 * failing audit sink and a disk that fills up are reported but do not make the process unready.
 */
export const GET = route({ access: "public", budget: "none", input: z.object({}) }, async () => {
  const [status, space] = await Promise.all([readiness(), diskSpace()]);
  return Response.json(
    {
      status,
      auditShipping: isShipping() ? "ok" : "failing",
      ...(space && { disk: space.state }),
    },
    { status: status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
