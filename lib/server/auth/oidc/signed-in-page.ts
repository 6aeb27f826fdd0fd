import { escapeMarkup } from "#lib/http/escape-markup.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { PLAIN_PAGE_HEADERS, plainPage, readerOf } from "#lib/server/http/plain-page/plain-page.ts";

/**
 * Takes the browser on to `path` after a sign-in at the provider. A page and not a redirect: browsers
 * judge a redirect by the site that began it, the provider, and a payment that another site opens is
 * not asked about (whyUnasked). No address leads here without a sign-in that began in this browser.
 */
export function signedInPage(
  path: string,
  { request, cookies }: { request: Request; cookies: readonly string[] },
): Response {
  const reader = { ...readerOf(request), isLink: false };
  const { sso } = messagesOf(reader.locale);
  const href = escapeMarkup(path);
  const page = plainPage({
    reader,
    title: sso.signed_in,
    head: `<meta http-equiv="refresh" content="0;url=${href}">`,
    main: `<p><a class="button" href="${href}">${escapeMarkup(sso.go_on)}</a></p>`,
  });
  const headers = new Headers({ ...PLAIN_PAGE_HEADERS, "cache-control": "private, no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(page, { headers });
}
