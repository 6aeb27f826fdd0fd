import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { orMissing, titleFor } from "#app/missing-page.tsx";
import { TerminalList } from "#components/settings/terminal-list.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { type Fact, Facts } from "#components/ui/facts/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { recentLookUps } from "#lib/server/audit/record.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { lastTests } from "#lib/server/bank-check/terminal-test.ts";
import { settings } from "#lib/server/config/settings.ts";
import { database } from "#lib/server/db/client.ts";
import { Warnings } from "../warnings.tsx";
import { bankFacts, ruleFacts, serverFacts, signInFacts } from "./facts.ts";

/** More than anybody needs to find the last look-up of each terminal. */
const RECENT = 200;

export async function generateMetadata(): Promise<Metadata> {
  return titleFor("settings.read", (await getTranslations("settings"))("title"));
}

/** How this installation is set up and whether it works. Administrators only; changes nothing. */
export default orMissing(async function SettingsPage() {
  const actor = await requireActor("settings.read", "/settings");
  const t = await getTranslations("settings");
  const { environment, epay } = settings();
  const { db } = await database();
  const [recent, tests] = await Promise.all([recentLookUps(db, { limit: RECENT }), lastTests(db)]);
  const terminals = epay.terminals.map(({ alias, id }) => ({
    alias,
    id,
    lastLookUp: recent.find(({ terminal }) => terminal === alias) ?? null,
    lastTest: tests.get(alias) ?? null,
  }));
  return (
    <Shell path="/settings" person={actor} environment={environment}>
      <div className="space-y-4">
        <div>
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <p className="max-w-prose text-muted text-sm">{t("intro")}</p>
        </div>
        <Warnings role={actor.role} />
        <TerminalList terminals={terminals} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Group title={t("bank")} facts={await bankFacts()} />
          <Group title={t("server")} facts={await serverFacts()} />
          <Group title={t("rules")} facts={await ruleFacts(await getTimeZone())} />
          <Group title={t("sign_in")} facts={await signInFacts()} />
        </div>
      </div>
    </Shell>
  );
});

async function Group({ title, facts }: { title: string; facts: readonly Fact[] }) {
  const missing = (await getTranslations("transaction"))("not_provided");
  return (
    <Section title={title}>
      <Facts facts={facts} words={{ missing }} />
    </Section>
  );
}
