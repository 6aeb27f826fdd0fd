import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorBoundary } from "#components/ui/error-boundary.tsx";
import { Facts } from "#components/ui/facts/facts.tsx";
import { countryCode, countryName } from "#lib/location/country-names.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { Card } from "../card/card.tsx";
import { Customer } from "../facts/customer.tsx";
import { MerchantDataFacts } from "../facts/merchant-data-facts.tsx";
import { TimeFacts } from "../facts/time-facts.tsx";
import { useCopyFact, useFactWords } from "../facts/use-facts.ts";
import { Amounts } from "../money/amounts.tsx";
import { PlaceSection } from "../place/place-section.tsx";
import { Fold } from "./fold.tsx";

/**
 * Everything the bank said about the payment, by subject, always in this order. Each part has its own
 * error boundary.
 */
export function PaymentFolds({
  answer,
  payment,
  open,
}: {
  answer: ShownAnswer;
  payment: Payment;
  open: readonly string[];
}) {
  const t = useTranslations();
  const locale = useLocale();
  // One object for all, because React sends it to the browser once.
  const words = { failed: t("transaction.section_failed") };
  const country = countryCode(payment.location.country);
  const fold = (id: string, title: string, content: ReactNode, hint?: string) => (
    <ErrorBoundary key={id} words={words}>
      <Fold id={id} title={title} hint={hint} open={open}>
        {content}
      </Fold>
    </ErrorBoundary>
  );
  return [
    fold(
      "numbers",
      t("payment_page.numbers_and_time"),
      <>
        <Numbers payment={payment} />
        <TimeFacts payment={payment} />
      </>,
    ),
    fold("card", t("sections.card"), <Card answer={answer} payment={payment} />),
    fold("amounts", t("sections.amounts"), <Amounts answer={answer} payment={payment} />),
    fold(
      "place",
      t("sections.place"),
      <PlaceSection answer={answer} location={payment.location} />,
      country ? countryName(country, locale) : undefined,
    ),
    fold("customer", t("sections.customer"), <Customer answer={answer} payment={payment} />),
    payment.data
      ? fold(
          "data",
          t("sections.merchant_data"),
          <MerchantDataFacts answer={answer} data={payment.data} />,
        )
      : null,
  ];
}

/** All ids with copy buttons, and the terminal as the bank names it. */
function Numbers({ payment }: { payment: Payment }) {
  const t = useTranslations();
  const copy = useCopyFact();
  return (
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
  );
}
