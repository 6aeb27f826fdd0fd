import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TONE } from "#components/ui/tone.ts";
import { useDaysAgo, useTime } from "#components/ui/use-time.ts";
import type { StaffMember } from "#lib/account/staff-member.ts";
import type { Tone } from "#lib/payment/status/badge.ts";
import { StaffActions } from "./staff-actions.tsx";

const STATE_TONE: Record<StaffMember["state"], Tone> = {
  active: "emerald",
  blocked: "red",
  invited: "slate",
};

/** From this width on each value stands under the head of its column; below it beside its own label. */
const COLUMNS =
  "lg:grid lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,2fr)_minmax(0,2fr)_8rem] lg:gap-x-4";

/** All staff, one a row, each with the actions of an administrator behind a menu. */
export function StaffTable({ members }: { members: readonly StaffMember[] }) {
  const t = useTranslations("account.people");
  return (
    <div className="rounded-lg border border-line bg-surface shadow-card">
      <div
        aria-hidden="true"
        className={`hidden border-line border-b px-5 py-2 font-medium text-muted text-xs ${COLUMNS}`}
      >
        <span>{t("who")}</span>
        <span>{t("signed_in")}</span>
        <span>{t("factor")}</span>
        <span>{t("added")}</span>
      </div>
      <ul className="divide-y divide-line">
        {members.map((member) => (
          <li
            key={member.email}
            data-member={member.email}
            className={`space-y-1 px-4 py-3 text-sm sm:px-5 lg:items-start lg:space-y-0 ${COLUMNS}`}
          >
            <Who member={member} />
            <Cell label={t("signed_in")}>
              <SignedIn at={member.signedInAt} />
            </Cell>
            <Cell label={t("factor")}>
              {member.factors.map((factor) => t(`factors.${factor}`)).join(", ") || t("no")}
            </Cell>
            <Cell label={t("added")}>
              <Added member={member} />
            </Cell>
            <StaffActions member={member} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="min-w-0 text-ink [overflow-wrap:anywhere]">
      <span className="text-muted lg:sr-only">{label}: </span>
      {children}
    </p>
  );
}

function Who({ member: { email, role, state, linkUntil, attackedAt } }: { member: StaffMember }) {
  const t = useTranslations();
  const time = useTime();
  return (
    <div className="min-w-0 space-y-1">
      <p translate="no" className="font-medium text-ink [overflow-wrap:anywhere]">
        {email}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-muted">{t(`app.role.${role}`)}</span>
        <span
          data-tone={STATE_TONE[state]}
          className={`rounded-sm border px-1.5 text-xs ${TONE[STATE_TONE[state]]}`}
        >
          {t(`account.people.${state}`)}
        </span>
        {attackedAt ? (
          <span data-attacked={email} className={`rounded-sm border px-1.5 text-xs ${TONE.amber}`}>
            {t("account.people.attacked_at", { time: time(attackedAt) })}
          </span>
        ) : null}
      </p>
      {linkUntil ? (
        <p className="text-muted text-xs">
          {linkUntil > new Date()
            ? t("account.people.link_until", { time: time(linkUntil) })
            : t("account.people.link_over", { time: time(linkUntil) })}
        </p>
      ) : null}
    </div>
  );
}

function SignedIn({ at }: { at: Date | null }) {
  const t = useTranslations("account.people");
  const daysAgo = useDaysAgo();
  const time = useTime();
  if (!at) return <span className="text-muted">{t("never")}</span>;
  return (
    <time dateTime={at.toISOString()} title={time(at)}>
      {daysAgo(at)}
      <span className="block text-muted text-xs">{time(at, "short")}</span>
    </time>
  );
}

function Added({ member: { addedAt, addedBy } }: { member: StaffMember }) {
  const t = useTranslations("account.people");
  const time = useTime();
  return (
    <>
      <time dateTime={addedAt.toISOString()} title={time(addedAt)}>
        {time(addedAt, "day")}
      </time>
      <span translate={addedBy ? "no" : undefined} className="block text-muted text-xs">
        {addedBy ?? t("by_command")}
      </span>
    </>
  );
}
