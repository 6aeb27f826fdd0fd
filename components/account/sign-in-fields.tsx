import { BUTTON } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";

/** The input for a one-time code or a recovery code. */
export function CodeField(props: { label: string; hint?: string; required?: boolean }) {
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
}: {
  words: Record<"password" | "code" | "code_hint" | "submit", string>;
}) {
  return (
    <>
      <Field
        label={words.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <CodeField label={words.code} hint={words.code_hint} />
      <button type="submit" className={`${BUTTON.primary} w-full`}>
        {words.submit}
      </button>
    </>
  );
}
