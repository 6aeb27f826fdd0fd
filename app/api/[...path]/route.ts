import { z } from "zod";
import { AppError } from "#lib/http/errors.ts";
import { route } from "#lib/server/api/route.ts";

/** Answers unknown addresses of the API with a code instead of a page. */
const handler = route({ access: "public", input: z.object({}) }, async () => {
  throw new AppError("not_found");
});

export { handler as GET, handler as POST };
