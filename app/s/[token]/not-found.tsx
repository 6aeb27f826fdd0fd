import { getTranslations } from "next-intl/server";
import { OutsideFrame } from "#components/share/outside-frame.tsx";

/** One answer for links that expired, were revoked, are used up or never existed. */
export default async function NotAvailable() {
  const t = await getTranslations("share.page");
  return (
    <OutsideFrame title={t("gone_title")}>
      <p className="text-ink">{t("gone")}</p>
    </OutsideFrame>
  );
}
