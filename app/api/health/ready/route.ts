import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { readinessAnswer } from "../readiness-answer.ts";

/** Readiness, for load balancers. Public, so the answer is short. */
export const GET = route(
  { access: "public", budget: "none", input: z.object({}) },
  readinessAnswer,
);
