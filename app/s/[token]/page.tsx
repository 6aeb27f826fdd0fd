import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { ShareFrame } from "#components/share/share-frame.tsx";
import { SharedPayment } from "#components/share/shared-payment.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import { missingPage } from "#lib/server/auth/missing-page.ts";
import { settings } from "#lib/server/config/settings.ts";
import { newSecret } from "#lib/server/crypto/random-secret.ts";
import { database } from "#lib/server/db/client.ts";
import { isSameOriginPost, originOf } from "#lib/server/http/request-context.ts";
import { DEVICE_HEADER } from "#lib/server/shares/device.ts";
import { type OpenedShare, openShare } from "#lib/server/shares/open-link.ts";
import { formatTime } from "#lib/time/format.ts";

/** Metadata for link previews: in all languages, the same for every token. */
const CARD = LOCALES.map((locale) => messagesOf(locale).share.page.title).join(" · ");

/** Names the shop, and no payment. Read at each request: there are no settings during the build. */
export function generateMetadata(): Metadata {
  const name = settings().shop.name ?? "Anyqta";
  return {
    title: { absolute: CARD },
    description: CARD,
    openGraph: { title: name, description: CARD, siteName: name, type: "website" },
    robots: { index: false, follow: false, noarchive: true },
  };
}

/**
 * A share link; public. A GET reveals nothing, counts no view and does not even look up the token,
 * because programs that make link previews send it. The button posts to the same address, which
 * opens the link; proxy.ts limits the rate by network prefix.
 */
export default orMissing(async function SharedPage({ params }: PageProps<"/s/[token]">) {
  const requestHeaders = await headers();
  if (!isSameOriginPost(requestHeaders)) return <Neutral />;
  const { token } = await params;
  const { environment, displayTimeZone, shop } = settings();
  const { db } = await database();
  const device = requestHeaders.get(DEVICE_HEADER) ?? newSecret();
  const origin = originOf(requestHeaders);
  const opened = await openShare(db, { token, device, environment, origin });
  if (!opened) missingPage();
  const { snapshot, language } = opened;
  return (
    <ShareFrame title={messagesOf(language).share.page.title} language={language} shop={shop}>
      <SharedPayment
        snapshot={snapshot}
        context={{ locale: language, timeZone: displayTimeZone, environment, shop }}
      />
      <Openings opened={opened} />
    </ShareFrame>
  );
}, NotAvailable);

/** Which opening this was, and until when the page can be read again without another. */
function Openings({ opened }: { opened: OpenedShare }) {
  const { views, maxViews: max, againUntil, language: locale } = opened;
  const t = translatorOf(locale);
  const time = formatTime(againUntil, {
    locale,
    timeZone: settings().displayTimeZone,
    style: "clock",
  });
  return (
    <p data-openings className="text-muted text-sm">
      {t("share.live.opened", { views, max })}. {t("share.page.again", { time })}
    </p>
  );
}

/** The page before the button is pressed, the same for every token, valid or not. */
async function Neutral() {
  const t = await getTranslations("share.page");
  const { shop } = settings();
  return (
    <ShareFrame title={t("title")} shop={shop}>
      <p className="text-ink">
        {shop.name === null ? t("neutral") : t("neutral_shop", { shop: shop.name })}
      </p>
      {/* Without an action it posts to the page's own address, so no attribute contains the token. */}
      <form method="post">
        <button type="submit" className={`${BUTTON.primary} w-full sm:w-auto`}>
          {t("show")}
        </button>
      </form>
      <p className="text-muted text-sm">{t("counted")}</p>
    </ShareFrame>
  );
}

/** One answer for links that expired, were revoked, are used up or never existed. */
async function NotAvailable() {
  const t = await getTranslations("share.page");
  return (
    <ShareFrame title={t("gone_title")} shop={settings().shop}>
      <p className="text-ink">{t("gone")}</p>
    </ShareFrame>
  );
}
