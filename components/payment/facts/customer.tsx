import { useTranslations } from "next-intl";
import { type Fact, Facts } from "#components/ui/facts/facts.tsx";
import type { PersonalField } from "#lib/payment/facts/personal.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { Reveal } from "./reveal.tsx";
import { useCopyFact, useFactWords } from "./use-facts.ts";

/**
 * Personal data of the payer: hidden by default, revealed one field at a time with a reason. The name is
 * revealed where it stands first (hero/strip.tsx).
 */
export function Customer({ answer, payment }: { answer: ShownAnswer; payment: Payment }) {
  const t = useTranslations();
  const line = usePersonalFact(answer);
  const { name, email, phone } = payment.payer;
  return (
    <Facts
      words={useFactWords()}
      facts={[
        answer.hidden.includes("payer.name")
          ? { label: t("fields.name"), value: name, is: "code" }
          : line("payer.name", t("fields.name"), name),
        line("payer.email", t("fields.email"), email),
        line("payer.phone", t("fields.phone"), phone),
        line("accountId", t("fields.account_id"), payment.accountId),
        line("description", t("fields.description"), payment.description),
        { label: t("fields.language"), value: payment.language, is: "foreign" },
      ]}
    />
  );
}

/**
 * A line with a copy button, or a reveal button while it is hidden; neither where it is blocked.
 */
function usePersonalFact(answer: ShownAnswer) {
  const copy = useCopyFact();
  return (field: PersonalField, label: string, value: string | null): Fact => {
    if (answer.payerBlocked) return { label, value };
    if (!answer.hidden.includes(field)) return copy(label, value);
    const action = <Reveal answer={answer} field={field} label={label} />;
    return { label, value, is: "code", action };
  };
}
