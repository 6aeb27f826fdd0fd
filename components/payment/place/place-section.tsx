import { useTranslations } from "next-intl";
import { BLOCKED } from "#lib/payment/facts/personal.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { Reveal } from "../facts/reveal.tsx";
import { useCopyFact } from "../facts/use-facts.ts";
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
  const label = t("ip");
  const hidden = answer.hidden.includes("location.ip");
  const reveal = <Reveal answer={answer} field="location.ip" label={label} />;
  return (
    <Place
      location={location}
      isOwnAddress={answer.ownAddress}
      isCoarse={hidden}
      ip={
        answer.payerBlocked
          ? { label, value: BLOCKED }
          : hidden
            ? { label, value: location.ip, is: "code", action: reveal }
            : copy(label, location.ip)
      }
    />
  );
}
