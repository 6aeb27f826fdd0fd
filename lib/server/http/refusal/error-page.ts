import { looksLikeCardNumber } from "#lib/card/card-number.ts";
import type { ErrorCode } from "#lib/http/errors.ts";
import { escapeMarkup } from "#lib/http/escape-markup.ts";
import { type Messages, messagesOf } from "#lib/i18n/messages.ts";
import { settings } from "#lib/server/config/settings.ts";
import { plainPage, type Reader } from "../plain-page/plain-page.ts";

/** The page of a refusal, whatever refuses: the guard, proxy.ts or a handler. */

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
  const messages = messagesOf(reader.locale);
  const { title, text } = wordsOf(code, messages, { isKept: again !== undefined });
  // A wait that the text does not name may last until tomorrow.
  const isWait = seconds !== undefined && text.includes("{seconds}");
  // Asked for again by itself when the time is over, with scripts or without.
  const refresh =
    isWait && reader.isLink ? `<meta http-equiv="refresh" content="${seconds + 1}">` : "";
  const main = `<p>${counted(escapeMarkup(text).replace("{reference}", reference), seconds)}</p>
${isWait ? `<p role="status" data-over="${escapeMarkup(messages.interruption.over)}"></p>` : ""}
${again ? formAgain(again, messages) : ""}
${ways(code, { reader, messages, hasForm: again !== undefined })}
<p class="reference">${escapeMarkup(messages.interruption.reference)}: <code translate="no">${reference}</code></p>`;
  const countdown = isWait ? '<script src="/plain-page.js" defer></script>' : "";
  return plainPage({ reader, title, head: refresh + countdown, main });
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
