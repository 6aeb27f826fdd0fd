import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orMissing, titleFor } from "#app/missing-page.tsx";
import { LiveShares } from "#components/share/live-shares.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { liveShares } from "#lib/server/shares/links.ts";

export async function generateMetadata(): Promise<Metadata> {
  return titleFor("share.manage", (await getTranslations("share.live"))("title"));
}

/** All active share links. Supervisors and administrators only. */
export default orMissing(async function SharesPage({ searchParams }: PageProps<"/shares">) {
  const actor = await requireActor("share.manage", "/shares");
  const { done } = await searchParams;
  const t = await getTranslations("share.live");
  const { environment } = settings();
  const { db } = await database();
  const rows = await liveShares(db, { environment });
  return (
    <Shell path="/shares" person={actor} environment={environment}>
      <div className="space-y-4">
        <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
        <p className="text-muted text-sm">{t("intro")}</p>
        {done === "revoked" ? <Notice tone="slate">{t("revoked")}</Notice> : null}
        <div className="card">
          {rows.length > 0 ? (
            <LiveShares rows={rows} back="/shares?done=revoked" namesPayment />
          ) : (
            <p className="text-muted text-sm">{t("none_at_all")}</p>
          )}
        </div>
      </div>
    </Shell>
  );
});
