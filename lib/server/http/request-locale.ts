import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLocale, LANGUAGE_COOKIE, localeSchema } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { settings } from "#lib/server/config/settings.ts";

/** next-intl asks here, once a request, for the language and its texts. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = localeSchema.safeParse(await requestLocale);
  const locale = asked.success
    ? asked.data
    : chooseLocale(
        (await cookies()).get(LANGUAGE_COOKIE)?.value,
        (await headers()).get("accept-language"),
      );
  return {
    locale,
    messages: messagesOf(locale),
    timeZone: settings().displayTimeZone,
    onError(error) {
      // A missing text is a fault of ours, not something to show around.
      throw error;
    },
  };
});
