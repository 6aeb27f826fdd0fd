import { BUTTON } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { PasswordField } from "./password-field.tsx";

/** The input for a one-time code or a recovery code. */
export function CodeField(props: {
  label: string;
  hint?: string;
  required?: boolean;
  autoFocus?: boolean;
}) {
  return (
    <Field
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={100}
      {...props}
    />
  );
}

/** The inputs for password and code, and the button of their form. */
export function PasswordAndCode({
  words,
  code,
  problemId,
  hasFocus = false,
}: {
  words: { password: string; submit: string };
  /** The field for a code: in sight, behind a fold with this name, or not needed at all. */
  code: { label: string; hint: string; fold: string | null } | null;
  /** The element that says what was wrong with the last attempt; null when nothing was. */
  problemId: string | null;
  /** Whether the person begins at the password. */
  hasFocus?: boolean;
}) {
  return (
    <>
      <PasswordField
        label={words.password}
        name="password"
        autoComplete="current-password"
        required
        maxLength={256}
        autoFocus={hasFocus}
        {...(problemId && { "aria-invalid": true, "aria-describedby": problemId })}
      />
      {code === null ? null : code.fold === null ? (
        <CodeField label={code.label} hint={code.hint} />
      ) : (
        <details data-code-fold="" className="text-sm">
          <summary className="min-h-11 content-center text-accent">{code.fold}</summary>
          <CodeField label={code.label} hint={code.hint} />
        </details>
      )}
      <button type="submit" className={`${BUTTON.primary} w-full`}>
        {words.submit}
      </button>
    </>
  );
}
