import { getTranslations } from "next-intl/server";
import { LiveShares } from "#components/share/live-shares.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import { can } from "#lib/account/access.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Actor } from "#lib/server/actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { liveShares } from "#lib/server/shares/links.ts";
import { sharePath } from "#lib/share/share.ts";

/**
 * Active share links of this payment and the link to create one, for people with that permission.
 */
export async function ShareLinks({
  answer,
  actor,
  path,
}: {
  answer: ShownAnswer;
  actor: Actor;
  /** Path of the payment's page, to return to. */
  path: string;
}) {
  if (!can(actor.role, "share.manage")) return null;
  const t = await getTranslations("share");
  const { db } = await database();
  const { environment } = settings();
  const rows = await liveShares(db, { environment, invoiceId: answer.invoiceId });
  return (
    <div className="print:hidden">
      <Section title={t("live.title")}>
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
      </Section>
    </div>
  );
}
