import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orMissing } from "#app/missing-page.tsx";
import { CallBackList } from "#components/call-back/call-back-list.tsx";
import { BankCard } from "#components/home/bank-card.tsx";
import { OwnTable } from "#components/home/own-table.tsx";
import { TeamList } from "#components/home/team-list.tsx";
import { WaitingList } from "#components/home/waiting-list.tsx";
import { LookUpForm } from "#components/look-up/look-up-form.tsx";
import { PracticeNumbers } from "#components/look-up/practice-numbers.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { can } from "#lib/account/access.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import { practiceGroups } from "#lib/practice-bank/groups.ts";
import { TERMINAL_COOKIE } from "#lib/preferences/terminal-choice.ts";
import { requireActor } from "#lib/server/auth/current-actor.ts";
import { dueCallBacks } from "#lib/server/call-backs/call-backs.ts";
import { settings } from "#lib/server/config/settings.ts";
import { unseal } from "#lib/server/crypto/sealed-text.ts";
import { database } from "#lib/server/db/client.ts";
import { bankHealth } from "#lib/server/home/bank-health.ts";
import { ownDay } from "#lib/server/home/own-day.ts";
import { recentRows } from "#lib/server/look-up/recent-look-ups.ts";
import { pathFor } from "#lib/server/payment-list/box/search-box.ts";
import { withQuery } from "#lib/share/share.ts";
import { AttackNotice } from "./attack-notice.tsx";
import { ShopDay } from "./shop-day.tsx";
import { Warnings } from "./warnings.tsx";

/** As many as leave the column short; the palette has more. */
const TEAM_SHOWN = 5;

/**
 * Home: the box, this person's work of the day and what is still to be waited for; for supervisors and
 * administrators the shop's day as well. Staff only.
 */
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
  const { db } = await database();
  const seesLookers = can(role, "payment.see_lookers");
  const [day, promises, health, team] = await Promise.all([
    ownDay(actor),
    dueCallBacks(db, settings().environment, actor),
    bankHealth(),
    recentRows({ except: actor.email, showsLookers: seesLookers }),
  ]);
  const now = new Date();
  const practice = settings().environment === "practice";
  return (
    <Shell path={path} person={actor} environment={settings().environment}>
      <div className="space-y-4">
        <Warnings role={role} />
        <AttackNotice email={actor.email} />
        <div className="space-y-2 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5">
          <h1 className="font-semibold text-ink text-xl">{t("title")}</h1>
          <LookUpForm
            typed={typeof typed === "string" ? (unseal(typed, "search") ?? "") : ""}
            problem={isProblem(problem) ? t(`problem.${problem}`) : null}
            terminals={aliases}
            terminal={terminal}
          />
        </div>
        {seesLookers ? <ShopDay actor={actor} health={health} now={now} /> : null}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <OwnTable day={day} now={now} />
          <div className="grid gap-4 sm:max-lg:grid-cols-2">
            <WaitingList rows={day.waiting} now={now} />
            <CallBackList rows={promises} now={now} />
            {seesLookers ? null : <BankCard health={health} />}
            <TeamList rows={team.slice(0, TEAM_SHOWN)} now={now} />
          </div>
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
