import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { TONE } from "#components/ui/tone.ts";
import { ROLES, type Role } from "#lib/account/access.ts";
import { localeSchema } from "#lib/i18n/locale.ts";
import type { Tone } from "#lib/payment/status/badge.ts";
import { formatTime } from "#lib/time/format.ts";

export interface Member {
  email: string;
  role: Role;
  state: "active" | "blocked" | "invited";
  hasFactor: boolean;
  /** When others' attempts last locked the sign-in, within a day; null if they did not. */
  attackedAt: Date | null;
}

const STATE_TONE: Record<Member["state"], Tone> = {
  active: "emerald",
  blocked: "red",
  invited: "slate",
};

/** All staff, each with the actions of an administrator. */
export function StaffTable({ members }: { members: readonly Member[] }) {
  const t = useTranslations();
  const [locale, timeZone] = [localeSchema.parse(useLocale()), useTimeZone() ?? "UTC"];
  const timeOf = (at: Date) => formatTime(at, { locale, timeZone, style: "long" });
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
      {members.map((member) => (
        <li key={member.email} className="px-4 py-3 sm:px-5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span translate="no" className="text-ink [overflow-wrap:anywhere]">
              {member.email}
            </span>
            <span className="text-muted text-sm">{t(`app.role.${member.role}`)}</span>
            <span
              data-tone={STATE_TONE[member.state]}
              className={`rounded-sm border px-1.5 text-xs ${TONE[STATE_TONE[member.state]]}`}
            >
              {t(`account.people.${member.state}`)}
            </span>
            <span className="text-muted text-xs">
              {t("account.people.factor")}: {t(`account.people.${member.hasFactor ? "yes" : "no"}`)}
            </span>
            {member.attackedAt ? (
              <span
                data-attacked={member.email}
                className={`rounded-sm border px-1.5 text-xs ${TONE.amber}`}
              >
                {t("account.people.attacked_at", { time: timeOf(member.attackedAt) })}
              </span>
            ) : null}
          </div>
          <Actions member={member} />
        </li>
      ))}
    </ul>
  );
}

function Actions({ member }: { member: Member }) {
  const { email, role, state, hasFactor, attackedAt } = member;
  const t = useTranslations();
  return (
    <details className="mt-1">
      <summary className="inline-block py-1 text-accent text-sm">
        {t("account.people.actions", { email })}
      </summary>
      <form action="/api/people" method="post" className="flex flex-wrap items-center gap-2 pt-2">
        <input type="hidden" name="email" value={email} />
        <select
          name="role"
          defaultValue={role}
          aria-label={t("account.people.role")}
          className={INPUT}
        >
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {t(`app.role.${one}`)}
            </option>
          ))}
        </select>
        <Act act="role" label={t("account.people.change_role")} />
        {state === "blocked" ? (
          <Act act="unblock" label={t("account.people.unblock")} />
        ) : (
          <Act act="block" label={t("account.people.block")} />
        )}
        {attackedAt ? <Act act="unlock" label={t("account.people.unlock")} /> : null}
        {state === "active" ? <Act act="sign_out" label={t("account.people.sign_out")} /> : null}
        <Act
          act="reset"
          label={`${t("account.people.reset")} (${t("account.people.reset_note")})`}
        />
        {hasFactor ? <Act act="reset_factor" label={t("account.people.reset_factor")} /> : null}
      </form>
    </details>
  );
}

function Act({ act, label }: { act: string; label: string }) {
  return (
    <button type="submit" name="act" value={act} className={BUTTON.plain}>
      {label}
    </button>
  );
}
