import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import type { PasswordProblem, PasswordRule } from "#lib/account/password-rule.ts";
import { NewPassword } from "./new-password.tsx";

/** Changes the person's own password, after they proved themselves for it. */
export function PasswordForm({
  email,
  problem,
  rule,
  isDone,
  confirm,
}: {
  email: string;
  problem: PasswordProblem | null;
  rule: PasswordRule;
  isDone: boolean;
  /** Path of the page that asks for the proof; null when there is one. */
  confirm: string | null;
}) {
  const t = useTranslations("account.password");
  return (
    <Section title={t("title")}>
      <div id="password" className="space-y-3">
        {isDone ? <Notice tone="emerald">{t("done")}</Notice> : null}
        {confirm ? (
          <a href={confirm} className={BUTTON.plain}>
            {t("change")}
          </a>
        ) : (
          <form action="/api/account/password" method="post" className="space-y-3">
            <p className="text-sm">{t("proven")}</p>
            <input type="hidden" name="username" autoComplete="username" value={email} />
            <NewPassword rule={rule} problem={problem} />
            <button type="submit" className={BUTTON.primary}>
              {t("change")}
            </button>
          </form>
        )}
      </div>
    </Section>
  );
}
