import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { route } from "#lib/server/api/route.ts";

/** Addresses of the API that do not exist: a code, as programs expect, and no page. */
const handler = route({ access: "public", input: z.object({}) }, async () => {
  throw new AppError("not_found");
});

export { handler as GET, handler as POST };
