import { useLocale, useMessages, useTimeZone, useTranslations } from "next-intl";
import { CommandButton } from "#components/command/command-button.tsx";
import { BUTTON } from "#components/ui/button.ts";
import { summariesOf } from "#lib/copy/summary.ts";
import { LOCALE_NAME } from "#lib/i18n/locale.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { CopyAs } from "./copy-as.tsx";
import { CopyText } from "./copy-text.tsx";
import { PrintButton } from "./print-button.tsx";
import { SheetLinks } from "./sheet-links.tsx";

const FORMS = ["line", "markdown", "tableRow", "json", "bankMessage"] as const;

/** For whom a record is. */
type Sheet = "customer" | "internal";

/** What is taken along: the answer, and where it is from. */
interface Taken {
  answer: LookUpAnswer;
  /** The page's own address. */
  url: string;
  /** The bank's id of the terminal that was asked, for the message to the bank. */
  terminalId?: string | undefined;
}

function useSummaries({ answer, url, terminalId }: Taken) {
  const timeZone = useTimeZone() ?? "UTC";
  return summariesOf(answer, { locale: useLocale(), timeZone, url, terminalId });
}

/** What is taken along most often, beside what to do: the message to the bank, the link, the record. */
export function QuickTakeAlong(taken: Taken) {
  const t = useTranslations("take");
  const page = useTranslations("payment_page");
  const locale = useLocale();
  const { answer, url } = taken;
  const { bankMessage } = useSummaries(taken);
  return (
    <>
      <CopyText
        text={bankMessage}
        label={page("message")}
        done={t("copied", { what: t("forms.bankMessage") })}
        command="bank_message"
      />
      {answer.class === "no_answer" ? null : (
        <a
          href={`${sheetPath(answer, "customer")}&language=${locale}`}
          data-command="pdf"
          download
          className={BUTTON.plain}
        >
          {page("pdf")}
        </a>
      )}
      {/* Without a share sheet it copies the link. */}
      <button
        type="button"
        data-needs-scripts=""
        data-copy-share=""
        data-copy={url}
        data-copy-done={t("shared")}
        className={BUTTON.plain}
      >
        {t("share")}
      </button>
    </>
  );
}

/** Copies in several text forms, the link, printing, the record in each language. Not printed itself. */
export function TakeAlong(taken: Taken) {
  const t = useTranslations("take");
  const { copied } = useMessages().take;
  const { answer, url } = taken;
  const summaries = useSummaries(taken);
  return (
    <>
      <div data-needs-scripts="" className="mb-3 flex flex-wrap gap-2">
        <CopyLink url={url} label={t("copy_link")} done={t("shared")} />
        <PrintButton label={t("print")} />
      </div>
      <CopyAs
        words={{ copy: t("copy_as"), copied }}
        forms={FORMS.map((form) => ({
          id: `take-${form}`,
          title: t(`forms.${form}`),
          text: summaries[form],
        }))}
      />
      <p className="mt-2 text-muted text-xs">{t("no_personal")}</p>
      {answer.class === "no_answer" ? null : <Sheets answer={answer} />}
    </>
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
  return (
    <div className="mt-3 space-y-2 border-line border-t pt-3">
      {(["customer", "internal"] as const).map((kind) => (
        <div key={kind}>
          <p className="text-ink text-sm">{t(`pdf_${kind}`)}</p>
          <SheetLinks
            href={sheetPath(answer, kind)}
            title={t(`pdf_${kind}`)}
            languages={LOCALE_NAME}
          />
        </div>
      ))}
      <p className="text-muted text-xs">{t("pdf_note")}</p>
    </div>
  );
}

/** A record's address, to which the language is added. */
function sheetPath({ invoiceId, terminal, service }: LookUpAnswer, kind: Sheet): string {
  return `/api/evidence/${invoiceId}?${new URLSearchParams({ terminal, service, for: kind })}`;
}
