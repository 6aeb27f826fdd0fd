import { parseCookie } from "cookie";
import { looksLikeCardNumber } from "#lib/card/card-number.ts";
import { STATIC_POLICY } from "#lib/http/baseline-headers.ts";
import type { ErrorCode } from "#lib/http/errors.ts";
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
import { settings } from "#lib/server/config/settings.ts";
import { hostCookieName, SESSION_COOKIE } from "../cookies.ts";

/**
 * The page of a refusal, whatever refuses: the guard, proxy.ts or a handler. Plain HTML, because none
 * of them can render a React page; it has the frame of our pages, and no data.
 */

/** Carries the policy of a handler's page past Next to the guard, which puts it in force. */
export const OWN_POLICY_HEADER = "x-anyqta-policy";

/** Style, countdown and icon are files of ours, and forms go to us. */
const POLICY = `${STATIC_POLICY}; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'`;

/** Headers of the answer. */
export const ERROR_PAGE_HEADERS = {
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

/** A form that was sent, given back so that nothing typed is lost. */
interface SentForm {
  path: string;
  fields: Readonly<Record<string, string>>;
}

interface Refusal {
  reader: Reader;
  /** Seconds to wait, where waiting helps. */
  seconds: number | undefined;
  reference: string;
  again?: SentForm | undefined;
}

/** The page's HTML, in the reader's language, with the reference of the request. */
export function errorPage(code: ErrorCode, refusal: Refusal): string {
  const { reader, seconds, reference, again } = refusal;
  const { locale, theme, isLink } = reader;
  const messages = messagesOf(locale);
  const { title, text } = wordsOf(code, messages, { isKept: again !== undefined });
  // A wait that the text does not name may last until tomorrow.
  const isWait = seconds !== undefined && text.includes("{seconds}");
  // Asked for again by itself when the time is over, with scripts or without.
  const refresh = isWait && isLink ? `<meta http-equiv="refresh" content="${seconds + 1}">` : "";
  return `<!doctype html>
<html lang="${locale}"${theme === "system" ? "" : ` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="${NO_FORMAT_DETECTION}">
${refresh}
<title>${escapeMarkup(title)} · Anyqta</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/refusal.css">
${isWait ? '<script src="/refusal.js" defer></script>' : ""}
</head>
<body>
${head(reader, messages)}
<main>
<h1>${escapeMarkup(title)}</h1>
<p>${counted(escapeMarkup(text).replace("{reference}", reference), seconds)}</p>
${isWait ? `<p role="status" data-over="${escapeMarkup(messages.interruption.over)}"></p>` : ""}
${again ? formAgain(again, messages) : ""}
${ways(code, { reader, messages, hasForm: again !== undefined })}
<p class="reference">${escapeMarkup(messages.interruption.reference)}: <code translate="no">${reference}</code></p>
</main>
</body>
</html>
`;
}

function wordsOf(
  code: ErrorCode,
  { errors, interruption: { refused } }: Messages,
  { isKept }: { isKept: boolean },
): { title: string; text: string } {
  switch (code) {
    case "too_many":
      return { title: errors.too_many_title, text: errors.too_many };
    case "too_many_reveals":
      return { title: refused.too_many_reveals_title, text: refused.too_many_reveals };
    case "too_large":
      return { title: errors.too_large_title, text: errors.too_large };
    case "signed_out":
      return {
        title: errors.signed_out_title,
        text: isKept ? refused.kept_here : errors.signed_out,
      };
    case "failed":
    case "caller_left":
      return { title: errors.failed_title, text: errors.failed };
    case "not_found":
      return { title: errors.not_found_title, text: errors.not_found };
    case "invalid_input":
    case "invalid_invoice_number":
    case "unknown_terminal":
    case "method_not_allowed":
      return { title: refused.unread_title, text: refused.unread };
    case "not_allowed":
      return { title: refused.not_allowed_title, text: refused.not_allowed };
    case "cross_site":
      return { title: refused.cross_site_title, text: refused.cross_site };
    case "wrong_host": {
      const text = refused.wrong_host.replace("{address}", settings().app.url.origin);
      return { title: refused.wrong_host_title, text };
    }
    case "unavailable":
      return { title: refused.unavailable_title, text: refused.unavailable };
    case "disk_full":
      return { title: refused.disk_full_title, text: refused.disk_full };
  }
}

/** The seconds stand in an element of their own, which counts down where scripts run. */
function counted(text: string, seconds: number | undefined): string {
  if (seconds === undefined) return text;
  return text.replace("{seconds}", `<span data-countdown>${seconds}</span>`);
}

/** The frame's head: who we are, and the language where choosing it loses nothing. */
function head({ locale, path, isLink }: Reader, { app }: Messages): string {
  const buttons = LOCALES.map(
    (one) =>
      `<button name="language" value="${one}" lang="${one}" title="${LOCALE_NAME[one]}" aria-pressed="${one === locale}">${LOCALE_NAME[one].slice(0, 3)}</button>`,
  ).join("");
  const languages = isLink
    ? `<form method="post" action="/api/preferences" aria-label="${escapeMarkup(app.language)}"><input type="hidden" name="back" value="${escapeMarkup(path)}">${buttons}</form>`
    : "";
  return `<header><a href="/"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M9 17.5 14 22.5 23.5 10.5"/></svg><span translate="no">${app.name}</span></a>${languages}</header>`;
}

function formAgain({ path, fields }: SentForm, { errors }: Messages): string {
  const inputs = Object.entries(fields)
    .filter(([, value]) => !looksLikeCardNumber(value))
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeMarkup(name)}" value="${escapeMarkup(value)}">`,
    );
  return `<form method="post" action="${escapeMarkup(path)}">${inputs.join("")}<button>${escapeMarkup(errors.try_again)}</button></form>`;
}

/** Where to go from here. A form that is given back stays, so the sign-in opens beside it. */
function ways(
  code: ErrorCode,
  { reader, messages, hasForm }: { reader: Reader; messages: Messages; hasForm: boolean },
): string {
  const { errors, interruption, look_up } = messages;
  if (code === "signed_out") {
    const beside = hasForm ? ' target="_blank" rel="noopener"' : "";
    return `<p><a class="button" href="/"${beside}>${escapeMarkup(errors.sign_in)}</a></p>`;
  }
  const again =
    reader.isLink && !hasForm && isWorthAnotherTry(code)
      ? `<p><a class="button" href="${escapeMarkup(reader.path)}">${escapeMarkup(errors.try_again)}</a></p>`
      : "";
  if (!reader.isStaff || hasForm) return again;
  return `${again}<form method="post" action="/api/find"><label for="text">${escapeMarkup(interruption.looking_for)}</label><span><input id="text" name="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="4000"><button>${escapeMarkup(look_up.submit)}</button></span></form>
<p><a href="/">${escapeMarkup(errors.to_look_up)}</a></p>`;
}

function isWorthAnotherTry(code: ErrorCode): boolean {
  return ["too_many", "failed", "unavailable", "disk_full"].includes(code);
}
