import "server-only";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { log } from "#lib/server/log.ts";
import { addressOf, type Client } from "./client/provider.ts";
import { type Flow, flowCookie, newFlow } from "./flow.ts";
import { SsoRefused } from "./refused.ts";

/** The client that the settings make of us. */
export function ssoClient(): Client {
  const { sso, app } = settings();
  if (!sso) throw new AppError("not_found");
  return { sso, redirectUri: new URL("/api/auth/sso/callback", app.url).href };
}

/** Sends the browser on its way to the provider, or to `failed` when that cannot be reached. */
export async function beginFlow(
  given: Pick<Flow, "purpose" | "sessionHash" | "back">,
  { failed }: { failed: string },
): Promise<Response> {
  ssoClient();
  const flow = newFlow(given);
  return (await addressNow(flow))
    ? seeOther("/sign-in/onward", [flowCookie(flow)])
    : seeOther(failed);
}

/** Where the flow leads; null, and a line in the log, when the provider cannot be reached. */
export async function addressNow(flow: Flow): Promise<string | null> {
  try {
    return await addressOf(flow, ssoClient());
  } catch (error) {
    if (!(error instanceof SsoRefused)) throw error;
    log().warn({ reason: error.reason, code: error.code }, "single sign-on");
    return null;
  }
}
