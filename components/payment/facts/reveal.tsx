import { useMessages } from "next-intl";
import type { PersonalField, RevealReason } from "#lib/payment/facts/personal.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { RevealForm, type RevealWords } from "./reveal-form.tsx";

/** Asks for a reason and reveals one hidden field in this session. Works without scripts. */
export function Reveal({
  answer: { invoiceId, terminal, service },
  field,
  label,
}: {
  answer: Pick<ShownAnswer, "invoiceId" | "terminal" | "service">;
  field: PersonalField;
  label: string;
}) {
  const personal: RevealWords & { reasons: Record<RevealReason, string> } = useMessages().personal;
  return <RevealForm of={{ invoiceId, terminal, service, field }} label={label} words={personal} />;
}
