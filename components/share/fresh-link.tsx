import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";

/** The new link, shown once; without scripts it can be selected and copied. */
export function FreshLink({ url, another }: { url: string | null; another: string }) {
  const t = useTranslations("share");
  return (
    <Section title={t("made_title")}>
      {url ? (
        <>
          <p className="mb-3 text-ink text-sm">{t("made_note")}</p>
          <p
            data-new-link
            translate="no"
            className="mb-3 select-all break-all rounded-md border border-line bg-sunken px-3 py-2 font-mono text-ink text-sm"
          >
            {url}
          </p>
        </>
      ) : (
        <p className="mb-3 text-ink text-sm">{t("made_gone")}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {url ? (
          <button
            type="button"
            data-copy={url}
            data-copy-done={t("copied")}
            className={BUTTON.primary}
          >
            <span className="copy-icon size-4" />
            {t("copy")}
          </button>
        ) : null}
        <a href={another} className={BUTTON.plain}>
          {t("another")}
        </a>
      </div>
    </Section>
  );
}
