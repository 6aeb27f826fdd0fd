import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { _createCache } from "use-intl/core";
import { chooseLocale, LANGUAGE_COOKIE, localeSchema } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { settings } from "#lib/server/config/settings.ts";

/**
 * The texts that are parsed. Without it next-intl parses each text with a placeholder anew for every
 * request and namespace; there are no more of them than the message files have.
 */
const _cache = _createCache();

/** next-intl's configuration of a request: its language and texts. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = localeSchema.safeParse(await requestLocale);
  const locale = asked.success
    ? asked.data
    : chooseLocale(
        (await cookies()).get(LANGUAGE_COOKIE)?.value,
        (await headers()).get("accept-language"),
      );
  const config = {
    _cache,
    locale,
    messages: messagesOf(locale),
    timeZone: settings().displayTimeZone,
    onError(error: Error) {
      // A missing text is a programming error and must not be shown.
      throw error;
    },
  };
  return config;
});
