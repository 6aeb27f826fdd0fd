import { useTranslations } from "next-intl";
import { ErrorBoundary } from "#components/ui/error-boundary.tsx";
import { Facts } from "#components/ui/facts/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { Card } from "../card/card.tsx";
import { Customer } from "../facts/customer.tsx";
import { MerchantDataFacts } from "../facts/merchant-data-facts.tsx";
import { TimeFacts } from "../facts/time-facts.tsx";
import { useCopyFact, useFactWords } from "../facts/use-facts.ts";
import { Amounts } from "../money/amounts.tsx";
import { PlaceSection } from "../place/place-section.tsx";

/**
 * Everything the bank said about the payment, by subject, each section in its own error boundary.
 */
export function PaymentSections({ answer, payment }: { answer: ShownAnswer; payment: Payment }) {
  // One object for all, because React sends it to the browser once.
  const words = { failed: useTranslations("transaction")("section_failed") };
  const parts = {
    amounts: <Amounts answer={answer} payment={payment} />,
    card: <Card answer={answer} payment={payment} />,
    place: <PlaceSection answer={answer} location={payment.location} />,
    customer: <Customer answer={answer} payment={payment} />,
    numbers: <Numbers payment={payment} />,
    time: <TimeFacts payment={payment} />,
    data: payment.data ? <MerchantDataFacts answer={answer} data={payment.data} /> : null,
  };
  return Object.entries(parts).map(([name, part]) =>
    part ? (
      <ErrorBoundary key={name} words={words}>
        {part}
      </ErrorBoundary>
    ) : null,
  );
}

/** All ids with copy buttons, and the terminal as the bank names it. */
function Numbers({ payment }: { payment: Payment }) {
  const t = useTranslations();
  const copy = useCopyFact();
  return (
    <Section title={t("sections.numbers")}>
      <Facts
        words={useFactWords()}
        facts={[
          copy(t("transaction.invoice"), payment.invoiceId, {
            command: "copy_invoice",
            about: "invoice",
          }),
          copy(t("fields.bank_id"), payment.bankId, { about: "bank_id" }),
          copy(t("fields.internal_reference"), payment.internalReference, {
            about: "internal_reference",
          }),
          copy(t("fields.xls_rrn"), payment.xlsRrn, { about: "xls_rrn" }),
          copy(t("fields.status_id"), payment.statusId, { about: "status_id" }),
          copy(t("fields.terminal_number"), payment.terminal.number, { about: "terminal_number" }),
          copy(t("fields.terminal_id"), payment.terminal.id, { about: "terminal_id" }),
        ]}
      />
    </Section>
  );
}
