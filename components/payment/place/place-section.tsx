import { useTranslations } from "next-intl";
import { BLOCKED } from "#lib/payment/facts/personal.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { Reveal } from "../facts/reveal.tsx";
import { useCopyFact } from "../facts/use-copy-fact.tsx";
import { Place } from "./place.tsx";

/** The place section; the IP address is hidden personal data. */
export function PlaceSection({
  answer,
  location,
}: {
  answer: ShownAnswer;
  location: Payment["location"];
}) {
  const t = useTranslations("fields");
  const copy = useCopyFact();
  const line = answer.payerBlocked
    ? { label: t("ip"), value: BLOCKED }
    : copy(t("ip"), location.ip);
  const hidden = answer.hidden.includes("location.ip");
  return (
    <Place
      location={location}
      isOwnAddress={answer.ownAddress}
      ip={
        hidden
          ? { ...line, action: <Reveal answer={answer} field="location.ip" label={t("ip")} /> }
          : line
      }
    />
  );
}
