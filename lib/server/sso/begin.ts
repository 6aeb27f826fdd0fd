import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { AppError } from "#lib/errors.ts";
import { htmlText } from "../html-text.ts";
import { log } from "../log.ts";
import { REFUSAL_PAGE_HEADERS } from "../refusal-page.ts";
import { settings } from "../settings.ts";
import type { Sso } from "../sso-settings.ts";
import { type Flow, flowCookie, newFlow } from "./flow.ts";
import { addressOf, type Client } from "./provider.ts";
import { SsoRefused } from "./sso-refused.ts";

/** The client that the settings make of us. */
export function ssoClient(): Client {
  const { sso, app } = settings();
  if (!sso) throw new AppError("not_found");
  return { sso, redirectUri: new URL("/api/auth/sso/callback", app.url).href };
}

/** Sends the browser to the provider; null, and a line in the log, when that cannot be reached. */
export async function beginFlow(
  given: Pick<Flow, "purpose" | "sessionHash" | "back">,
): Promise<Response | null> {
  const client = ssoClient();
  const flow = newFlow(given);
  try {
    const address = await addressOf(flow, client);
    const headers = new Headers(REFUSAL_PAGE_HEADERS);
    headers.set("cache-control", "private, no-store");
    headers.append("set-cookie", flowCookie(flow));
    return new Response(await onwardPage(address, client.sso), { headers });
  } catch (error) {
    if (!(error instanceof SsoRefused)) throw error;
    log().warn({ reason: error.reason, code: error.code }, "single sign-on");
    return null;
  }
}

/**
 * A page that goes on by itself. A redirect would make every host on the way a part of the form's
 * answer, and the sign-in page's policy lets its forms lead to us only (CSP 3, form-action).
 */
async function onwardPage(address: string, { name }: Sso): Promise<string> {
  const t = await getTranslations("sso");
  return `<!doctype html>
<html lang="${await getLocale()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0;url=${htmlText(address)}">
<title>Anyqta</title>
<link rel="stylesheet" href="/refusal.css">
</head>
<body>
<main>
<h1>${htmlText(t("going_on", { name }))}</h1>
<p><a href="${htmlText(address)}">${htmlText(t("go_on"))}</a></p>
</main>
</body>
</html>
`;
}
