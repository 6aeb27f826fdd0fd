import { useTranslations } from "next-intl";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";

/** One field of a form that is shown again. */
export interface SentField {
  name: string;
  value: string;
  label: string;
  /** `fixed` is shown and stays; a choice has options. */
  as: { is: "text" | "email" | "fixed" } | { is: "choice"; options: readonly Option[] };
}

interface Option {
  value: string;
  label: string;
}

/** A form that was refused because the session had ended: filled in, to be submitted again. */
export function SentAgain({
  to,
  title,
  button,
  fields,
  hidden,
  leave,
}: {
  /** Path of the form's handler. */
  to: string;
  title: string;
  button: string;
  fields: readonly SentField[];
  /** Values of the hidden fields. */
  hidden: Readonly<Record<string, string>>;
  /** Path of the page with the original form. */
  leave: string;
}) {
  const t = useTranslations("interruption");
  return (
    <Section title={title}>
      <form action={to} method="post" className="space-y-4">
        <Notice tone="amber">{t("press_again")}</Notice>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => (
          <Sent key={field.name} {...field} />
        ))}
        <div className="flex flex-wrap gap-3">
          <button type="submit" className={BUTTON.primary}>
            {button}
          </button>
          <a href={leave} className={BUTTON.plain}>
            {t("leave")}
          </a>
        </div>
      </form>
    </Section>
  );
}

function Sent({ name, value, label, as }: SentField) {
  if (as.is === "choice") {
    return (
      <label className="block space-y-1 text-sm">
        <span className="block font-medium">{label}</span>
        <select name={name} defaultValue={value} className={`${INPUT} w-full`}>
          {as.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (as.is !== "fixed") {
    return <Field label={label} name={name} type={as.is} defaultValue={value} required />;
  }
  return (
    <p className="text-sm">
      <span className="block text-muted">{label}</span>
      <bdi translate="no" className="text-ink [overflow-wrap:anywhere]">
        {value}
      </bdi>
      <input type="hidden" name={name} value={value} />
    </p>
  );
}
