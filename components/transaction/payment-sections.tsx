import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { type Fact, Facts, Foreign } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { orderTotal } from "#lib/amounts.ts";
import { formatMoney } from "#lib/money.ts";
import type { Payment, Sum } from "#lib/payment.ts";
import { MerchantDataFacts } from "./merchant-data-facts.tsx";
import { TimeFacts } from "./time-facts.tsx";

/** Everything the bank said about the payment, by subject. */
export function PaymentSections({ payment }: { payment: Payment }) {
  return (
    <>
      <Amounts payment={payment} />
      <Card card={payment.card} approvalCode={payment.approvalCode} rrn={payment.rrn} />
      <Place location={payment.location} />
      <Customer payment={payment} />
      <Numbers payment={payment} />
      <Terminal terminal={payment.terminal} />
      <TimeFacts payment={payment} />
      {payment.data ? <MerchantDataFacts data={payment.data} /> : null}
    </>
  );
}

function Amounts({ payment }: { payment: Payment }) {
  const t = useTranslations("fields");
  const locale = useLocale();
  const money = (sum: Sum | null) =>
    sum ? <bdi className="tabular-nums">{formatMoney(sum, payment.currency, locale)}</bdi> : null;
  return (
    <TitledFacts
      section="amounts"
      facts={[
        { label: t("amount"), value: money(payment.amount) },
        { label: t("bonus"), value: money(payment.bonus) },
        { label: t("order_total"), value: money(orderTotal(payment)) },
        { label: t("returned"), value: money(payment.returned) },
        { label: t("original"), value: money(payment.original) },
        { label: t("currency"), value: foreign(payment.currency) },
      ]}
    />
  );
}

function Card({ card, approvalCode, rrn }: Pick<Payment, "card" | "approvalCode" | "rrn">) {
  const t = useTranslations("fields");
  const copy = useCopy();
  const secure =
    card.secure === null ? null : t(card.secure ? "secure_passed" : "secure_not_passed");
  return (
    <TitledFacts
      section="card"
      facts={[
        { label: t("mask"), value: card.mask && <Mask mask={card.mask} /> },
        { label: t("brand"), value: foreign(card.brand) },
        { label: t("issuer"), value: foreign(card.issuer) },
        { label: t("secure"), value: secure },
        ...(card.secureDetails
          ? [{ label: t("secure_details"), value: foreign(card.secureDetails) }]
          : []),
        copy(t("approval_code"), approvalCode),
        copy(t("rrn"), rrn),
      ]}
    />
  );
}

/** First six and last four digits at most, grouped as on the card. */
function Mask({ mask: { first, last } }: { mask: NonNullable<Payment["card"]["mask"]> }) {
  const digits = `${first.padEnd(6, "•")}••••••${last.padStart(4, "•")}`;
  return <span className="font-mono">{digits.replace(/(.{4})(?=.)/g, "$1 ")}</span>;
}

function Place({ location }: Pick<Payment, "location">) {
  const t = useTranslations("fields");
  const copy = useCopy();
  const { latitude, longitude } = location;
  return (
    <TitledFacts
      section="place"
      note={t("place_warning")}
      facts={[
        copy(t("ip"), location.ip),
        { label: t("country"), value: foreign(location.country) },
        { label: t("city"), value: foreign(location.city) },
        { label: t("region"), value: foreign(location.region) },
        { label: t("district"), value: foreign(location.district) },
        {
          label: t("coordinates"),
          value: latitude === null || longitude === null ? null : `${latitude}, ${longitude}`,
        },
      ]}
    />
  );
}

function Customer({ payment }: { payment: Payment }) {
  const t = useTranslations("fields");
  const copy = useCopy();
  const { name, email, phone } = payment.payer;
  return (
    <TitledFacts
      section="customer"
      facts={[
        { label: t("name"), value: foreign(name) },
        copy(t("email"), email),
        copy(t("phone"), phone),
        copy(t("account_id"), payment.accountId),
        { label: t("description"), value: foreign(payment.description) },
        { label: t("language"), value: foreign(payment.language) },
      ]}
    />
  );
}

function Numbers({ payment }: { payment: Payment }) {
  const t = useTranslations("fields");
  const transaction = useTranslations("transaction");
  const copy = useCopy();
  return (
    <TitledFacts
      section="numbers"
      facts={[
        copy(transaction("invoice"), payment.invoiceId),
        copy(t("bank_id"), payment.bankId),
        copy(t("internal_reference"), payment.internalReference),
        copy(t("xls_rrn"), payment.xlsRrn),
        copy(t("status_id"), payment.statusId),
      ]}
    />
  );
}

function Terminal({ terminal }: Pick<Payment, "terminal">) {
  const t = useTranslations("fields");
  const copy = useCopy();
  return (
    <TitledFacts
      section="terminal"
      facts={[copy(t("terminal_number"), terminal.number), copy(t("terminal_id"), terminal.id)]}
    />
  );
}

function TitledFacts({
  section,
  facts,
  note,
}: {
  section: "amounts" | "card" | "place" | "customer" | "numbers" | "terminal";
  facts: readonly Fact[];
  note?: string;
}) {
  const t = useTranslations();
  return (
    <Section title={t(`sections.${section}`)}>
      <Facts facts={facts} missing={t("transaction.not_provided")} />
      {note ? <p className="mt-3 text-muted text-xs">{note}</p> : null}
    </Section>
  );
}

/** A line whose value can be copied, its button named for it. */
function useCopy() {
  const t = useTranslations("copy");
  return (label: string, value: string | null): Fact => ({
    label,
    value: value && (
      <span className="font-mono">
        <Foreign>{value}</Foreign>
      </span>
    ),
    action: value && (
      <CopyButton
        value={value}
        label={t("copy", { what: label })}
        done={t("copied", { what: label })}
      />
    ),
  });
}

function foreign(text: string | null): ReactNode {
  return text && <Foreign>{text}</Foreign>;
}
