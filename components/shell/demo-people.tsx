import { useTranslations } from "next-intl";
import type { Role } from "#lib/account/access.ts";

/** The demo accounts and their password, in practice. */
export function DemoPeople({
  people,
  password,
}: {
  people: readonly { email: string; role: Role }[];
  password: string;
}) {
  const t = useTranslations();
  return (
    <section className="rounded-lg border border-line border-dashed p-5 text-sm sm:p-6">
      <h2 className="mb-2 font-semibold">{t("sign_in.practice_people")}</h2>
      <ul className="space-y-1">
        {people.map(({ email, role }) => (
          <li key={email} className="flex flex-wrap gap-x-2">
            <code translate="no" className="font-mono">
              {email}
            </code>
            <span className="text-muted">{t(`app.role.${role}`)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted">
        {t("sign_in.practice_password")}{" "}
        <code translate="no" className="font-mono text-ink">
          {password}
        </code>
      </p>
    </section>
  );
}
