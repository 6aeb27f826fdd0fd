import { parseCookie } from "cookie";
import { STATIC_POLICY } from "#lib/http/baseline-headers.ts";
import { escapeMarkup } from "#lib/http/escape-markup.ts";
import { NO_FORMAT_DETECTION } from "#lib/http/page-policy.ts";
import {
  chooseLocale,
  LANGUAGE_COOKIE,
  LOCALE_NAME,
  LOCALES,
  type Locale,
} from "#lib/i18n/locale.ts";
import { type Messages, messagesOf } from "#lib/i18n/messages.ts";
import { parseTheme, THEME_COOKIE, type Theme } from "#lib/preferences/theme.ts";
import { hostCookieName, SESSION_COOKIE } from "../cookies.ts";

/**
 * Pages of the guard, of proxy.ts and of handlers: plain HTML, because none of them can render a React
 * page. They have the frame of our pages, and no data.
 */

/** Carries the policy of a handler's page past Next to the guard, which puts it in force. */
export const OWN_POLICY_HEADER = "x-anyqta-policy";

/** Style, countdown and icon are files of ours, and forms go to us. */
const POLICY = `${STATIC_POLICY}; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'`;

/** Headers of an answer with a plain page. */
export const PLAIN_PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": POLICY,
  [OWN_POLICY_HEADER]: POLICY,
} as const;

/** Who reads the page, as far as the request tells. */
export interface Reader {
  locale: Locale;
  theme: Theme;
  /** Where the request went, with its query. */
  path: string;
  /** Whether the page can be asked for again by its address alone. */
  isLink: boolean;
  /** Whether the browser holds a session of staff, living or not. It allows nothing. */
  isStaff: boolean;
}

/** Reads language, theme and the like from a request of Node or of the web. */
export function readerOf({
  headers,
  method,
  url,
}: {
  headers: Pick<Headers, "get">;
  method: string;
  /** With or without our own origin. */
  url: string;
}): Reader {
  const cookies = parseCookie(headers.get("cookie") ?? "");
  const path = url.replace(/^https?:\/\/[^/]+/, "");
  return {
    locale: chooseLocale(cookies[LANGUAGE_COOKIE], headers.get("accept-language")),
    theme: parseTheme(cookies[THEME_COOKIE]),
    path,
    isLink: method === "GET",
    // Outsiders are shown nothing of the staff's product, whatever cookies their browser holds.
    isStaff: cookies[hostCookieName(SESSION_COOKIE)] !== undefined && !path.startsWith("/s/"),
  };
}

interface PlainPage {
  reader: Reader;
  title: string;
  /** Further elements of the head, as HTML. */
  head?: string;
  /** What follows the heading, as HTML. */
  main: string;
}

/** The HTML of a page, in the reader's language and colours. */
export function plainPage({ reader, title, head = "", main }: PlainPage): string {
  const { locale, theme } = reader;
  return `<!doctype html>
<html lang="${locale}"${theme === "system" ? "" : ` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="${NO_FORMAT_DETECTION}">
<title>${escapeMarkup(title)} · Anyqta</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/plain-page.css">
${head}
</head>
<body>
${frameHead(reader, messagesOf(locale))}
<main>
<h1>${escapeMarkup(title)}</h1>
${main}
</main>
</body>
</html>
`;
}

/** The frame's head: who we are, and the language where choosing it loses nothing. */
function frameHead({ locale, path, isLink }: Reader, { app }: Messages): string {
  const buttons = LOCALES.map(
    (one) =>
      `<button name="language" value="${one}" lang="${one}" title="${LOCALE_NAME[one]}" aria-pressed="${one === locale}">${LOCALE_NAME[one].slice(0, 3)}</button>`,
  ).join("");
  const languages = isLink
    ? `<form method="post" action="/api/preferences" aria-label="${escapeMarkup(app.language)}"><input type="hidden" name="back" value="${escapeMarkup(path)}">${buttons}</form>`
    : "";
  return `<header><a href="/"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M9 17.5 14 22.5 23.5 10.5"/></svg><span translate="no">${app.name}</span></a>${languages}</header>`;
}
