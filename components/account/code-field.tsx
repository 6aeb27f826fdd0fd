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
