import { z } from "zod";
import { route } from "#lib/server/api/route.ts";

/** Liveness: this process answers. It asks nobody else, so that a restart can mend what it reports. */
export const GET = route({ access: "public", budget: "none", input: z.object({}) }, async () =>
  Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } }),
);
