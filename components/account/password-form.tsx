import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import type { PasswordProblem, PasswordRule } from "#lib/account/password-rule.ts";
import { NewPassword, PasswordProblemNotice } from "./new-password.tsx";

/** Changes the person's own password. */
export function PasswordForm({
  email,
  problem,
  rule,
  isDone,
}: {
  email: string;
  problem: PasswordProblem | null;
  rule: PasswordRule;
  isDone: boolean;
}) {
  const t = useTranslations("account.password");
  return (
    <Section title={t("title")}>
      <form id="password" action="/api/account/password" method="post" className="space-y-3">
        <PasswordProblemNotice problem={problem} rule={rule} />
        {isDone ? <Notice tone="emerald">{t("done")}</Notice> : null}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <NewPassword rule={rule} />
        <button type="submit" className={BUTTON.plain}>
          {t("change")}
        </button>
      </form>
    </Section>
  );
}
