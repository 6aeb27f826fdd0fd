import { useTranslations } from "next-intl";
import { can, type Role } from "#lib/account/access.ts";
import type { StaffMember } from "#lib/account/staff-member.ts";

/** Everybody who can sign in, with the personal data that they see. */
export function WhoSees({ members }: { members: readonly StaffMember[] }) {
  const t = useTranslations();
  return (
    <ul className="divide-y divide-line text-sm">
      {members
        .filter(({ state }) => state !== "blocked")
        .map(({ email, role }) => (
          <li key={email} className="flex flex-wrap gap-x-3 gap-y-0.5 py-2 first:pt-0 last:pb-0">
            <span translate="no" className="text-ink [overflow-wrap:anywhere]">
              {email}
            </span>
            <span className="text-muted">{t(`app.role.${role}`)}</span>
            <span className="text-muted sm:ml-auto">{t(`privacy.sees.${seesOf(role)}`)}</span>
          </li>
        ))}
    </ul>
  );
}

function seesOf(role: Role): "at_once" | "with_reason" | "never" {
  if (can(role, "payment.see_personal")) return "at_once";
  return can(role, "payment.reveal") ? "with_reason" : "never";
}
