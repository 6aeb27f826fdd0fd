import { useLocale, useMessages, useTimeZone, useTranslations } from "next-intl";
import { CommandButton } from "#components/command/command-button.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { Section } from "#components/ui/section.tsx";
import { summariesOf } from "#lib/copy/summary.ts";
import { LOCALE_NAME } from "#lib/i18n/locale.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { CopyAs } from "./copy-as.tsx";
import { PrintButton } from "./print-button.tsx";
import { SheetLinks } from "./sheet-links.tsx";

const FORMS = ["line", "markdown", "tableRow", "json", "bankMessage"] as const;

/** Copies in several text forms, sharing, printing, evidence sheets. Not printed itself. */
export function TakeAlong({
  answer,
  url,
  terminalId,
}: {
  answer: LookUpAnswer;
  /** The page's own address. */
  url: string;
  /** The bank's id of the terminal that was asked, for the message to the bank. */
  terminalId?: string | undefined;
}) {
  const t = useTranslations("take");
  const { copied } = useMessages().take;
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const summaries = summariesOf(answer, { locale, timeZone, url, terminalId });
  return (
    <div className="print:hidden">
      <Section title={t("title")}>
        <div data-needs-scripts="" className="mb-3 flex flex-wrap gap-2">
          {/* Without a share sheet it copies the link. */}
          <button
            type="button"
            data-copy-share=""
            data-copy={url}
            data-copy-done={t("shared")}
            className={BUTTON.plain}
          >
            {t("share")}
          </button>
          <CopyLink url={url} label={t("copy_link")} done={t("shared")} />
          <PrintButton label={t("print")} />
        </div>
        <CopyAs
          words={{ copy: t("copy_as"), copied }}
          forms={FORMS.map((form) => ({
            id: `take-${form}`,
            title: t(`forms.${form}`),
            text: summaries[form],
            command: form === "bankMessage" ? "bank_message" : undefined,
          }))}
        />
        <p className="mt-2 text-muted text-xs">{t("no_personal")}</p>
        {answer.class === "no_answer" ? null : <Sheets answer={answer} />}
      </Section>
    </div>
  );
}

/** Copies the page's address; the share button opens the device's share sheet instead. */
function CopyLink({ url, label, done }: { url: string; label: string; done: string }) {
  return (
    <CommandButton
      command="copy_link"
      type="button"
      data-copy={url}
      data-copy-done={done}
      className={BUTTON.plain}
    >
      <span className="copy-icon" />
      {label}
    </CommandButton>
  );
}

/** The customer's sheet and the internal one, in each language. */
function Sheets({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations("take");
  const { invoiceId, terminal, service } = answer;
  const query = new URLSearchParams({ terminal, service });
  const own = useLocale();
  return (
    <div className="mt-3 space-y-2 border-line border-t pt-3">
      {(["customer", "internal"] as const).map((kind) => (
        <div key={kind}>
          <p className="text-ink text-sm">{t(`pdf_${kind}`)}</p>
          <SheetLinks
            href={`/api/evidence/${invoiceId}?${query}&for=${kind}`}
            title={t(`pdf_${kind}`)}
            languages={LOCALE_NAME}
            own={own}
          />
        </div>
      ))}
      <p className="text-muted text-xs">{t("pdf_note")}</p>
    </div>
  );
}
