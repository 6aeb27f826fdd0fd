import { useTranslations } from "next-intl";
import { BUTTON } from "#components/ui/button.ts";
import { readPaste, seenFirst } from "#lib/paste/paste.ts";
import { transactionPath } from "#lib/payment/look-up.ts";

/**
 * Offers to ask the bank about a bare number that was looked for among the payments seen first; nothing
 * for any other text.
 */
export function AskBank({ text }: { text: string }) {
  const t = useTranslations();
  const reading = readPaste(text);
  if (reading.is !== "invoice" || seenFirst(reading).length === 0) return null;
  const { invoiceId } = reading;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      {t("look_up.as_number")}
      <a href={transactionPath({ invoiceId })} className={BUTTON.plain}>
        {t("history.ask_bank", { invoice: invoiceId })}
      </a>
    </p>
  );
}
