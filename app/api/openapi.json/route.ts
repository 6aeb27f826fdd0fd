import { z } from "zod";
import { openApiDocument } from "#lib/server/api/openapi.ts";
import { route } from "#lib/server/api/route.ts";

/** The OpenAPI document, made from the schemas that validate requests and answers. Public. */
export const GET = route({ access: "public", input: z.object({}) }, async () =>
  Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } }),
);
