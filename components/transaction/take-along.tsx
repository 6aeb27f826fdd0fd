import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { LOCALE_NAME, LOCALES } from "#lib/i18n/locale.ts";
import type { LookUpAnswer } from "#lib/look-up.ts";
import { summariesOf } from "#lib/summary.ts";
import { PrintButton } from "./print-button.tsx";
import { ShareButton } from "./share-button.tsx";

const FORMS = ["line", "markdown", "tableRow", "json", "bankMessage"] as const;

/** Taking a payment along: copied in several forms, shared, printed, as a sheet. */
export function TakeAlong({ answer, url }: { answer: LookUpAnswer; url: string }) {
  const t = useTranslations("take");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const summaries = summariesOf(answer, { locale, timeZone, url });
  return (
    <Section title={t("title")}>
      <div className="mb-3 flex flex-wrap gap-2 print:hidden">
        <ShareButton url={url} label={t("share")} done={t("shared")} />
        <PrintButton label={t("print")} />
      </div>
      <ul className="divide-y divide-line text-sm">
        {FORMS.map((form) => (
          <li key={form} className="flex items-start justify-between gap-2 py-2">
            <details className="min-w-0 flex-1">
              <summary>{t(`forms.${form}`)}</summary>
              <pre
                id={`take-${form}`}
                className="mt-2 max-h-60 overflow-auto whitespace-pre-wrap rounded-md bg-sunken p-3 text-xs [overflow-wrap:anywhere]"
              >
                {summaries[form]}
              </pre>
            </details>
            <CopyButton
              from={`take-${form}`}
              label={`${t("copy_as")}: ${t(`forms.${form}`)}`}
              done={t("copied", { what: t(`forms.${form}`) })}
            />
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-xs">{t("no_personal")}</p>
      {answer.payment ? <Sheets answer={answer} /> : null}
    </Section>
  );
}

/** The evidence sheet in each language. */
function Sheets({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations("take");
  const query = (language: string) =>
    new URLSearchParams({ terminal: answer.terminal, service: answer.service, language });
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 border-line border-t pt-3 text-sm print:hidden">
      <span className="text-muted">{t("pdf")}</span>
      {LOCALES.map((language) => (
        <a
          key={language}
          href={`/api/evidence/${answer.invoiceId}?${query(language)}`}
          download
          className={BUTTON.plain}
        >
          {LOCALE_NAME[language]}
        </a>
      ))}
    </div>
  );
}
