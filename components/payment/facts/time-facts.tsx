import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts/facts.tsx";
import { useTime } from "#components/ui/use-time.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { useFactWords } from "./use-facts.ts";
import { ViewerTime } from "./viewer-time.tsx";

/** Since then Kazakhstan has one time zone (government decree, in force from 2024-03-01). */
const ZONE_CHANGE = "2024-02-29T19:00:00.000Z";

/**
 * When the payment was made: in the shop's zone, in the reader's zone, and as the bank wrote it.
 */
export function TimeFacts({ payment: { createdAt } }: { payment: Payment }) {
  const t = useTranslations();
  const time = useTime();
  const instant = createdAt?.instant ?? null;
  return (
    <>
      <Facts
        words={useFactWords()}
        facts={[
          { label: t("fields.created_at"), value: instant && time(instant) },
          { label: t("fields.created_at_bank"), value: createdAt?.raw ?? null, is: "code" },
          ...(instant
            ? [{ label: t("viewer.here"), value: <ViewerTime instant={instant} /> }]
            : []),
        ]}
      />
      {instant && instant < ZONE_CHANGE ? (
        <p className="mt-3 text-muted text-xs">{t("timeline.zone_change")}</p>
      ) : null}
    </>
  );
}
