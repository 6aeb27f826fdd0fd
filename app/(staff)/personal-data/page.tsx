import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orMissing, titleFor } from "#app/missing-page.tsx";
import { BlockedPayers } from "#components/privacy/blocked-payers.tsx";
import { Purposes } from "#components/privacy/purposes.tsx";
import { WhoSees } from "#components/privacy/who-sees.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { can } from "#lib/account/access.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { listPayerBlocks } from "#lib/server/observations/payer-blocks.ts";
import { staffMembers } from "#lib/server/people/staff-list.ts";

export async function generateMetadata(): Promise<Metadata> {
  return titleFor("privacy.read", (await getTranslations("privacy"))("title"));
}

/** What is stored about payers and why; who has seen it, and whose data are blocked. */
export default orMissing(async function PersonalDataPage({
  searchParams,
}: PageProps<"/personal-data">) {
  const actor = await requireActor("privacy.read", "/personal-data");
  const { done } = await searchParams;
  const t = await getTranslations("privacy");
  const { environment, retentionDays } = settings();
  const { db } = await database();
  const answersForIt = can(actor.role, "audit.read");
  const members = answersForIt ? await staffMembers(db) : null;
  const mayLift = can(actor.role, "payer.block");
  const blocks = mayLift || answersForIt ? await listPayerBlocks(db) : null;
  return (
    <Shell path="/personal-data" person={actor} environment={environment}>
      <div className="space-y-4">
        <div>
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <p className="max-w-prose text-muted text-sm">{t("intro", { days: retentionDays })}</p>
        </div>
        {done === "lifted" ? <Notice tone="slate">{t("lifted")}</Notice> : null}
        <Section title={t("purposes_title")}>
          <Purposes />
        </Section>
        {members ? (
          <Section title={t("who_title")}>
            <WhoSees members={members} />
          </Section>
        ) : null}
        {blocks ? (
          <Section title={t("blocks_title")}>
            {blocks.length > 0 ? (
              <BlockedPayers blocks={blocks} mayLift={mayLift} />
            ) : (
              <p className="text-muted text-sm">{t("blocks_none")}</p>
            )}
          </Section>
        ) : null}
      </div>
    </Shell>
  );
});
