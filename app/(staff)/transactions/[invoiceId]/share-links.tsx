import { getTranslations } from "next-intl/server";
import { LiveShares } from "#components/share/live-shares.tsx";
import { BUTTON } from "#components/ui/button.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { liveShares } from "#lib/server/shares/links.ts";
import { sharePath } from "#lib/share/share.ts";

/** Active share links of this payment and the link to create one. */
export async function ShareLinks({
  answer,
  path,
}: {
  answer: ShownAnswer;
  /** Path of the payment's page, to return to. */
  path: string;
}) {
  const t = await getTranslations("share");
  const { db } = await database();
  const { environment } = settings();
  const rows = await liveShares(db, { environment, invoiceId: answer.invoiceId });
  return (
    <div className="print:hidden">
      {rows.length > 0 ? (
        <LiveShares rows={rows} back={path} namesPayment={false} />
      ) : (
        <p className="text-muted text-sm">{t("live.none")}</p>
      )}
      {answer.payment ? (
        <a href={sharePath(answer)} data-command="create_link" className={`${BUTTON.plain} mt-4`}>
          {t("create")}
        </a>
      ) : null}
    </div>
  );
}
