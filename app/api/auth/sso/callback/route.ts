import { cookies } from "next/headers";
import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { currentActor } from "#lib/server/auth/current-actor.ts";
import { ssoClient } from "#lib/server/auth/oidc/begin.ts";
import { handleCallback } from "#lib/server/auth/oidc/callback.ts";
import { readFlow } from "#lib/server/auth/oidc/flow.ts";

/**
 * The callback of the identity provider. Public; has no effect without a flow that this browser
 * began.
 */
export const GET = route(
  {
    access: "public",
    budget: "signIns",
    allowsCrossSiteNavigation: true,
    input: z.looseObject({}),
  },
  async ({ request, origin }) => {
    ssoClient();
    const flow = readFlow(await cookies());
    const query = new URL(request.url).searchParams;
    return handleCallback({ flow, query, actor: await currentActor(), origin, request });
  },
);
