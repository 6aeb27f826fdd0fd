import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { LookUpForm } from "#components/look-up/look-up-form.tsx";
import { PracticeNumbers } from "#components/look-up/practice-numbers.tsx";
import { RecentList } from "#components/look-up/recent-list.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { localeSchema } from "#lib/i18n/locale.ts";
import { parseInvoiceId } from "#lib/invoice-number.ts";
import { transactionPath } from "#lib/look-up.ts";
import { practiceGroups } from "#lib/server/practice-groups.ts";
import { recentRows } from "#lib/server/recent-rows.ts";
import { requireActor } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";

/** The look-up: one box, and what was looked up before. Staff only. */
export default async function LookUpPage({ searchParams }: PageProps<"/">) {
  const actor = await requireActor("payment.look_up", "/");
  const query = await searchParams;
  const typed = typeof query.invoice === "string" ? query.invoice : undefined;
  const asked = typeof query.terminal === "string" ? query.terminal : undefined;
  const aliases = settings().epay.terminals.map(({ alias }) => alias);
  const terminal = asked !== undefined && aliases.includes(asked) ? asked : undefined;
  const parsed = typed === undefined ? undefined : parseInvoiceId(typed);
  if (parsed?.ok && (asked === undefined || terminal)) {
    redirect(transactionPath({ invoiceId: parsed.invoiceId, terminal }));
  }
  const t = await getTranslations("look_up");
  const problem =
    parsed && !parsed.ok
      ? t(`problem.${parsed.reason}`, { typed: shorten(typed) })
      : parsed && t("problem.unknown_terminal");
  const [own, team] = await Promise.all([recentRows({ personId: actor.personId }), recentRows({})]);
  const practice = settings().environment === "practice";
  const now = new Date();
  return (
    <Shell path="/" person={actor} practice={practice}>
      <div className="space-y-6">
        <div className="space-y-4 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <LookUpForm
            typed={parsed && !parsed.ok && parsed.reason === "card_number" ? "" : typed}
            problem={problem}
            terminals={aliases}
            terminal={terminal}
          />
        </div>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <RecentList title={t("recent_own")} rows={own} now={now} />
          <RecentList title={t("recent_team")} rows={team} now={now} />
        </div>
        {practice ? (
          <PracticeNumbers groups={practiceGroups(localeSchema.parse(await getLocale()))} />
        ) : null}
      </div>
    </Shell>
  );
}

/** What was typed, short enough to be quoted back. */
function shorten(typed = ""): string {
  return typed.length > 60 ? `${typed.slice(0, 60)}…` : typed;
}
