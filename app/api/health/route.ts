import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { readinessAnswer } from "./readiness-answer.ts";

/** The former address of readiness, which monitors may know. */
export const GET = route(
  { access: "public", budget: "none", input: z.object({}) },
  readinessAnswer,
);
