import { getTranslations } from "next-intl/server";
import { ShareFrame } from "#components/share/share-frame.tsx";

/** One answer for links that expired, were revoked, are used up or never existed. */
export default async function NotAvailable() {
  const t = await getTranslations("share.page");
  return (
    <ShareFrame title={t("gone_title")}>
      <p className="text-ink">{t("gone")}</p>
    </ShareFrame>
  );
}
