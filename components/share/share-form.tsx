import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BUTTON, INPUT } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import { LOCALE_NAME, LOCALES } from "#lib/i18n/locale.ts";
import { SHARE_FIELDS, SHARE_HOURS, SHARE_VIEWS, type ShareChoice } from "#lib/share/share.ts";
import { LivePreview } from "./live-preview.tsx";

/** Chooses what a link shows, in which language and for how long; leads to the preview. */
export function ShareForm({
  action,
  about,
  choice,
  again,
}: {
  /** Path of the page. */
  action: string;
  /** Parameters that identify the payment, besides its number. */
  about: Readonly<Record<string, string>>;
  choice: ShareChoice;
  /** Whether there is already a preview. */
  again: boolean;
}) {
  const t = useTranslations("share");
  return (
    <LivePreview action={action}>
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Section title={t("choose")}>
        <Fields chosen={choice.fields} />
        <Terms choice={choice} />
        <button
          type="submit"
          name="preview"
          value="1"
          className={`${again ? BUTTON.plain : BUTTON.primary} mt-4 w-full sm:w-auto`}
        >
          {t(again ? "preview_again" : "preview")}
        </button>
      </Section>
    </LivePreview>
  );
}

/** Language, lifetime and number of views. */
function Terms({ choice }: { choice: ShareChoice }) {
  const t = useTranslations("share");
  return (
    <div className="mt-4 grid gap-4 border-line border-t pt-4 sm:grid-cols-3">
      <Choice label={t("language")} name="language" value={choice.language}>
        {LOCALES.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {LOCALE_NAME[locale]}
          </option>
        ))}
      </Choice>
      <Choice label={t("lifetime")} name="hours" value={choice.hours}>
        {SHARE_HOURS.map((hours) => (
          <option key={hours} value={hours}>
            {t(`hours.h${hours}`)}
          </option>
        ))}
      </Choice>
      <Choice label={t("views")} name="views" value={choice.views}>
        {SHARE_VIEWS.map((count) => (
          <option key={count} value={count}>
            {t("times", { count })}
          </option>
        ))}
      </Choice>
    </div>
  );
}

function Fields({ chosen }: { chosen: ShareChoice["fields"] }) {
  const t = useTranslations("share");
  return (
    <fieldset>
      <legend className="mb-2 text-muted text-sm">{t("always")}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {SHARE_FIELDS.map((field) => (
          <label key={field} className="flex min-h-11 items-center gap-2.5 text-ink text-sm">
            <input
              type="checkbox"
              name="field"
              value={field}
              defaultChecked={chosen.includes(field)}
              className="size-4 shrink-0 accent-accent"
            />
            {t(`fields.${field}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Choice({
  label,
  name,
  value,
  children,
}: {
  label: string;
  name: string;
  value: string | number;
  children: ReactNode;
}) {
  return (
    <label className="block space-y-1.5 text-sm">
      <span className="block font-medium text-ink">{label}</span>
      <select name={name} defaultValue={value} className={`${INPUT} w-full`}>
        {children}
      </select>
    </label>
  );
}
