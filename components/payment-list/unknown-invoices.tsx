import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { UnknownInvoice } from "#lib/list/view.ts";
import { transactionPath } from "#lib/payment/look-up.ts";

/**
 * Pasted numbers without a payment in the history, each with a link that asks the bank: those that
 * were never looked up, and those that were not found.
 */
export function UnknownInvoices({ invoices }: { invoices: readonly UnknownInvoice[] }) {
  const t = useTranslations("history");
  const asked = useTranslations("interruption.asked_before");
  return (
    <>
      <Numbers
        title={t("unknown")}
        note={t("unknown_note")}
        invoices={invoices.filter(({ last }) => last === null)}
      />
      <Numbers
        title={asked("title")}
        note={asked("note")}
        invoices={invoices.filter(({ last }) => last !== null)}
      />
    </>
  );
}

function Numbers({
  title,
  note,
  invoices,
}: {
  title: string;
  note: string;
  invoices: readonly UnknownInvoice[];
}) {
  const t = useTranslations("history");
  const asked = useTranslations("interruption.asked_before");
  const time = useTime();
  if (invoices.length === 0) return null;
  return (
    <Section title={title}>
      <p className="mb-3 text-muted text-sm">{note}</p>
      <ul className="flex flex-wrap gap-2">
        {invoices.map(({ invoiceId, last }) => (
          <li key={invoiceId} className="flex flex-wrap items-center gap-x-2">
            <a
              href={transactionPath({ invoiceId })}
              aria-label={t("ask_bank", { invoice: invoiceId })}
              data-list-link=""
              translate="no"
              className="inline-flex min-h-9 items-center rounded-md border border-line-strong px-2.5 font-mono text-accent text-sm [overflow-wrap:anywhere] hover:bg-sunken"
            >
              {invoiceId}
            </a>
            {last ? (
              <span className="text-muted text-sm">
                {asked(last.is, { time: time(last.at, "short") })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
