import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { PasswordProblem, PasswordRule } from "#lib/account/password-rule.ts";

/** Two inputs for a new password, and its rule. */
export function NewPassword({ rule }: { rule: PasswordRule }) {
  const t = useTranslations("set_up");
  return (
    <>
      {(["password", "repeat"] as const).map((name) => (
        <Field
          key={name}
          label={t(name)}
          name={name}
          type="password"
          autoComplete="new-password"
          required
          minLength={rule.min}
          maxLength={rule.max}
        />
      ))}
      <p className="text-muted text-sm">
        {t(rule.needsLetterAndDigit ? "rule_plain" : "rule", { min: rule.min })}
      </p>
    </>
  );
}

/** Says why the new password is refused. */
export function PasswordProblemNotice({
  problem,
  rule: { min, max },
}: {
  problem: PasswordProblem | null;
  rule: PasswordRule;
}) {
  const t = useTranslations("set_up");
  return problem ? (
    <Notice tone="red" alert>
      {t(problem, { min, max })}
    </Notice>
  ) : null;
}
