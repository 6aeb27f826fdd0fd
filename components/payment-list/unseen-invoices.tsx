import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { transactionPath } from "#lib/payment/look-up.ts";

/** Pasted numbers that were never looked up, each with a link that asks the bank. */
export function UnseenInvoices({ invoices }: { invoices: readonly string[] }) {
  const t = useTranslations("seen");
  if (invoices.length === 0) return null;
  return (
    <Section title={t("unseen")}>
      <p className="mb-3 text-muted text-sm">{t("unseen_note")}</p>
      <ul className="flex flex-wrap gap-2">
        {invoices.map((invoiceId) => (
          <li key={invoiceId}>
            <a
              href={transactionPath({ invoiceId })}
              aria-label={t("ask_bank", { invoice: invoiceId })}
              data-list-link=""
              className="inline-flex min-h-9 items-center rounded-md border border-line-strong px-2.5 font-mono text-accent text-sm [overflow-wrap:anywhere] hover:bg-sunken"
            >
              {invoiceId}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
