import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { PasswordProblem, PasswordRule } from "#lib/account/password-rule.ts";
import { PasswordField } from "./password-field.tsx";

const PROBLEM = "password-problem";

/** Two inputs for a new password, its rule, and why the last one was refused. */
export function NewPassword({
  rule,
  problem,
}: {
  rule: PasswordRule;
  problem: PasswordProblem | null;
}) {
  const t = useTranslations("set_up");
  const { min, max } = rule;
  return (
    <>
      {problem ? (
        <div id={PROBLEM}>
          <Notice tone="red" alert>
            {t(problem, { min, max })}
          </Notice>
        </div>
      ) : null}
      {(["password", "repeat"] as const).map((name) => (
        <PasswordField
          key={name}
          label={t(name)}
          name={name}
          autoComplete="new-password"
          required
          minLength={min}
          maxLength={max}
          autoFocus={name === "password"}
          {...(problem && { "aria-invalid": true, "aria-describedby": PROBLEM })}
        />
      ))}
      <p className="text-muted text-sm">
        {t(rule.needsLetterAndDigit ? "rule_plain" : "rule", { min })}
      </p>
    </>
  );
}
