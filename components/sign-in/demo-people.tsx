import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import type { Role } from "#lib/account/access.ts";

/** The demo accounts, each as a button that signs in, and their password; in practice only. */
export function DemoPeople({
  people,
  password,
  csrf,
  callbackUrl,
}: {
  people: readonly { email: string; role: Role }[];
  password: string;
  csrf: string;
  callbackUrl: string;
}) {
  const t = useTranslations();
  return (
    <section className="rounded-lg border border-line border-dashed p-5 text-sm sm:p-6">
      <h2 className="mb-3 font-semibold">{t("sign_in.practice_people")}</h2>
      <form
        action="/api/auth/callback/credentials"
        method="post"
        data-demo-people=""
        className="grid gap-2 sm:grid-cols-2"
      >
        <input type="hidden" name="csrfToken" value={csrf} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <input type="hidden" name="password" value={password} />
        {people.map(({ email, role }) => (
          <button key={email} type="submit" name="email" value={email} className={BUTTON.plain}>
            {t("sign_in.practice_enter", { role: t(`app.role.${role}`) })}
          </button>
        ))}
      </form>
      <p className="mt-3 text-muted [overflow-wrap:anywhere]">
        {t("sign_in.practice_password")}{" "}
        <code translate="no" className="font-mono text-ink">
          {people.map(({ email }) => email).join(", ")}; {password}
        </code>
      </p>
    </section>
  );
}
