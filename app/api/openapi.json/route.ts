import { z } from "zod";
import { openApiDocument } from "#lib/server/api/openapi.ts";
import { route } from "#lib/server/api/route.ts";

/** Describes the API for programs, from the very schemas that judge it. Anybody may read it. */
export const GET = route({ access: "public", input: z.object({}) }, async () =>
  Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } }),
);
