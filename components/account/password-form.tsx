import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";

/** A new password of one's own. */
export function PasswordForm({
  email,
  problem,
  isDone,
}: {
  email: string;
  problem: "too_short" | "differ" | null;
  isDone: boolean;
}) {
  const t = useTranslations("account.password");
  const setUp = useTranslations("set_up");
  return (
    <Section title={t("title")}>
      <form id="password" action="/api/account/password" method="post" className="space-y-3">
        {problem ? (
          <Notice tone="red" alert>
            {setUp(problem)}
          </Notice>
        ) : null}
        {isDone ? <Notice tone="emerald">{t("done")}</Notice> : null}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        {(
          [
            ["password", "new"],
            ["repeat", "repeat"],
          ] as const
        ).map(([name, label]) => (
          <Field
            key={name}
            label={t(label)}
            name={name}
            type="password"
            autoComplete="new-password"
            required
            minLength={15}
            maxLength={256}
          />
        ))}
        <p className="text-muted text-sm">{t("rule")}</p>
        <button type="submit" className={BUTTON.plain}>
          {t("change")}
        </button>
      </form>
    </Section>
  );
}
