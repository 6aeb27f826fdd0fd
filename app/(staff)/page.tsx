import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { LookUpForm } from "#components/look-up/look-up-form.tsx";
import { PracticeNumbers } from "#components/look-up/practice-numbers.tsx";
import { RecentList } from "#components/look-up/recent-list.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { can } from "#lib/account/access.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import { practiceGroups } from "#lib/practice-bank/groups.ts";
import { TERMINAL_COOKIE } from "#lib/preferences/terminal-choice.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { settings } from "#lib/server/config/settings.ts";
import { unseal } from "#lib/server/crypto/sealed-text.ts";
import { recentRows } from "#lib/server/look-up/recent-look-ups.ts";
import { pathFor } from "#lib/server/payment-list/search-box.ts";
import { withQuery } from "#lib/share/share.ts";
import { AttackNotice } from "./attack-notice.tsx";
import { Warnings } from "./warnings.tsx";

/** The look-up: one box, and what was looked up before. Staff only. */
export default orMissing(async function LookUpPage({ searchParams }: PageProps<"/">) {
  const { invoice, terminal: asked, problem, typed } = await searchParams;
  const aliases = settings().epay.terminals.map(({ alias }) => alias);
  const named = aliases.find((alias) => alias === asked);
  // A link may bring a text to read: from a search bar, or a shop's own system.
  const isLink = typeof invoice === "string" && invoice.trim() !== "";
  const linked = isLink ? pathFor(invoice, { among: "bank", terminal: named }).path : null;
  // The sign-in leads on to what the link asks, and gives back what stood in the box.
  const path = linked ?? withQuery("/", { problem, typed });
  const { role } = await requireActor("account.manage", path);
  // An auditor may look up no payment: the audit log is the start page.
  if (!can(role, "payment.look_up")) redirect("/audit");
  const actor = await requireActor("payment.look_up", path);
  if (linked) redirect(linked);
  const remembered = (await cookies()).get(TERMINAL_COOKIE)?.value;
  const terminal = named ?? aliases.find((alias) => alias === remembered);
  const t = await getTranslations("look_up");
  const [own, team] = await Promise.all([
    recentRows({ email: actor.email }),
    recentRows({ showsLookers: can(role, "payment.see_lookers") }),
  ]);
  const practice = settings().environment === "practice";
  return (
    <Shell path={path} person={actor} environment={settings().environment}>
      <div className="space-y-6">
        <Warnings role={role} />
        <AttackNotice email={actor.email} />
        <div className="space-y-4 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <LookUpForm
            typed={typeof typed === "string" ? (unseal(typed, "search") ?? "") : ""}
            problem={isProblem(problem) ? t(`problem.${problem}`) : null}
            terminals={aliases}
            terminal={terminal}
          />
        </div>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <RecentList title={t("recent_own")} rows={own} />
          <RecentList title={t("recent_team")} rows={team} />
        </div>
        {practice ? (
          <PracticeNumbers
            title={t("practice_numbers")}
            groups={practiceGroups(localeSchema.parse(await getLocale()))}
          />
        ) : null}
      </div>
    </Shell>
  );
});

const PROBLEMS = ["card_number", "mistyped_card", "too_long", "characters", "scientific"] as const;
type Problem = (typeof PROBLEMS)[number];

function isProblem(problem: unknown): problem is Problem {
  return PROBLEMS.some((one) => one === problem);
}
