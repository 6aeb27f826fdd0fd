import { looksLikeCardNumber } from "#lib/card/card-number.ts";
import { STATIC_POLICY } from "#lib/http/baseline-headers.ts";
import type { ErrorCode } from "#lib/http/errors.ts";
import { escapeMarkup } from "#lib/http/escape-markup.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";

/**
 * The error page for requests that are refused before a page is rendered: plain HTML in all three
 * languages, as the person's language is not known yet.
 */

const REASONS = ["too_many", "too_large", "signed_out", "failed"] as const;
type Reason = (typeof REASONS)[number];

/** Whether this code has an error page; all others are answered with JSON. */
export function hasPage(code: ErrorCode): code is Reason {
  return REASONS.some((reason) => reason === code);
}

/** Headers of the error page, which may only load its style sheet and submit its form. */
export const ERROR_PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `${STATIC_POLICY}; style-src 'self'; form-action 'self'; base-uri 'none'`,
} as const;

/**
 * The page's HTML with the reference of the request. With `again` it contains the submitted form,
 * so that no input is lost, except for card numbers.
 */
export function errorPage(
  reason: Reason,
  {
    seconds,
    reference,
    again,
  }: {
    seconds: number;
    reference: string;
    again?: { path: string; fields: Record<string, string> };
  },
): string {
  const texts = LOCALES.map((locale) => {
    const { errors } = messagesOf(locale);
    const text = errors[reason]
      .replace("{seconds}", String(seconds))
      .replace("{reference}", escapeMarkup(reference));
    return `<section lang="${locale}"><h1>${errors[`${reason}_title`]}</h1><p>${text}</p></section>`;
  });
  const isSignedOut = reason === "signed_out";
  const way = isSignedOut ? "sign_in" : "try_again";
  const words = LOCALES.map((locale) => messagesOf(locale).errors[way]).join(" · ");
  return `<!doctype html>
<html lang="kk">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Anyqta</title>
<link rel="stylesheet" href="/refusal.css">
</head>
<body>
<main>
${texts.join("\n")}
${again ? formAgain(again, words) : `<p><a href="${isSignedOut ? "/" : ""}">${words}</a></p>`}
<p><code>${reference}</code></p>
</main>
</body>
</html>
`;
}

function formAgain(
  { path, fields }: { path: string; fields: Record<string, string> },
  words: string,
): string {
  const inputs = Object.entries(fields)
    .filter(([, value]) => !looksLikeCardNumber(value))
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeMarkup(name)}" value="${escapeMarkup(value)}">`,
    );
  return `<form method="post" action="${escapeMarkup(path)}">${inputs.join("")}<button>${words}</button></form>`;
}
