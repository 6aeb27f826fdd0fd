import "server-only";
import { AppError } from "#lib/http/errors.ts";
import { settings } from "#lib/server/config/settings.ts";
import { seeOther } from "#lib/server/http/redirect.ts";
import { log } from "#lib/server/log.ts";
import { authorizationUrl, type Client } from "./client/code-flow.ts";
import { type Flow, flowCookies, newFlow } from "./flow.ts";
import { SsoError } from "./sso-error.ts";

/**
 * Our client registration at the provider.
 * @throws AppError not_found without single sign-on
 */
export function ssoClient(): Client {
  const { sso, app } = settings();
  if (!sso) throw new AppError("not_found");
  return { sso, redirectUri: new URL("/api/auth/sso/callback", app.url).href };
}

/** Redirects the browser to the provider, or to `failed` if the provider cannot be reached. */
export async function beginFlow(
  given: Pick<Flow, "purpose" | "sessionHash" | "back">,
  { failed }: { failed: string },
): Promise<Response> {
  ssoClient();
  const flow = newFlow(given);
  return (await providerAddress(flow))
    ? seeOther("/sign-in/onward", flowCookies(flow))
    : seeOther(failed);
}

/** The provider's authorization URL; null, with a log line, if the provider cannot be reached. */
export async function providerAddress(flow: Flow): Promise<string | null> {
  try {
    return await authorizationUrl(flow, ssoClient());
  } catch (error) {
    if (!(error instanceof SsoError)) throw error;
    log().warn({ reason: error.reason, code: error.code }, "single sign-on");
    return null;
  }
}
