import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { ROLES } from "#lib/account/access.ts";
import type { StaffMember } from "#lib/account/staff-member.ts";

/** What an administrator may do with a person, and what becomes of it. */
const ACTS = ["reset", "sign_out", "reset_factor", "unlock", "unblock", "block"] as const;

/** The acts that make sense for a person. */
function actsFor({ state, factors, attackedAt }: StaffMember) {
  const isPossible: Record<(typeof ACTS)[number], boolean> = {
    reset: true,
    sign_out: state === "active",
    reset_factor: factors.length > 0,
    unlock: attackedAt !== null,
    unblock: state === "blocked",
    block: state !== "blocked",
  };
  return ACTS.filter((act) => isPossible[act]);
}

/** The actions on one person behind a menu; only one menu of the page is open at a time. */
export function StaffActions({ member }: { member: StaffMember }) {
  const { email, role, state } = member;
  const t = useTranslations();
  return (
    <details name="staff-actions" className="group relative">
      <summary
        aria-label={t("account.people.actions", { email })}
        className="inline-flex min-h-11 cursor-pointer list-none items-center rounded-md [&::-webkit-details-marker]:hidden border border-line-strong px-3 font-medium text-ink hover:bg-sunken lg:min-h-9"
      >
        {t("account.people.change")}
        <span aria-hidden="true" className="ml-1 group-open:rotate-180">
          ▾
        </span>
      </summary>
      <form
        action="/api/people"
        method="post"
        className="z-10 mt-1 divide-y divide-line rounded-md border border-line-strong bg-surface px-4 shadow-card lg:absolute lg:top-0 lg:right-[calc(100%+0.5rem)] lg:mt-0 lg:w-96"
      >
        <input type="hidden" name="email" value={email} />
        <div className="space-y-2 py-3">
          <div className="flex flex-wrap items-center gap-2">
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
          </div>
          <p className="text-muted text-xs">{t("account.people.notes.role")}</p>
        </div>
        {actsFor(member).map((act) => (
          <div key={act} className="space-y-2 py-3">
            <Act act={act} label={t(`account.people.${act}`)} />
            <p className="text-muted text-xs">
              {t(`account.people.notes.${act === "reset" && state === "invited" ? "resend" : act}`)}
            </p>
          </div>
        ))}
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
