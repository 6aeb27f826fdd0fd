import { useMessages, useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { UnknownInvoice } from "#lib/list/view.ts";
import { needsConfirmation } from "#lib/payment/invoice-number.ts";
import { transactionPath } from "#lib/payment/look-up.ts";
import { AskInTurn, type AskWords } from "./ask-in-turn.tsx";

/**
 * Pasted numbers without a payment in the history: a button that asks the bank about all of them in turn,
 * and each with a link of its own, those that were never looked up before those that were not found.
 */
export function UnknownInvoices({
  invoices,
  query,
}: {
  invoices: readonly UnknownInvoice[];
  /** Query string of the list. */
  query: string;
}) {
  const t = useTranslations("history");
  const asked = useTranslations("interruption.asked_before");
  const never = invoices.filter(({ last }) => last === null);
  const before = invoices.filter(({ last }) => last !== null);
  return (
    <>
      <AskInTurn
        invoices={inTurn([...never, ...before])}
        query={query}
        words={useAskWords(invoices.length)}
      />
      <Numbers title={t("unknown")} note={t("unknown_note")} invoices={never} />
      <Numbers title={asked("title")} note={asked("note")} invoices={before} />
    </>
  );
}

function useAskWords(count: number): AskWords {
  const { history, badge } = useMessages();
  const t = useTranslations("history.ask");
  const { start, ...words } = history.ask;
  return { ...words, ask: t("start", { count }), badges: badge };
}

/**
 * Numbers to ask about: first those that were never asked about, then those that were longest ago. A number
 * that looks like a card's is asked about alone, after a question.
 */
function inTurn(invoices: readonly UnknownInvoice[]): string[] {
  return invoices
    .filter(({ invoiceId }) => !needsConfirmation(invoiceId))
    .toSorted((a, b) => Number(a.last?.at ?? 0) - Number(b.last?.at ?? 0))
    .map(({ invoiceId }) => invoiceId);
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
