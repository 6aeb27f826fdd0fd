import { useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { holdEnd } from "#lib/shop/hold.ts";

/**
 * When the hold of this amount usually ends, and how much of it is left; amber when it is near.
 * Nothing for an amount that is not held, and without the setting HOLD_DAYS.
 */
export function HoldNote({
  answer,
  holdDays,
  now,
}: {
  answer: Pick<LookUpAnswer, "kind" | "payment">;
  holdDays: number | null;
  /** Milliseconds since 1970. */
  now: number;
}) {
  const t = useTranslations("shop.hold");
  const time = useTime();
  const created = answer.payment?.createdAt?.instant ?? null;
  const end = answer.kind === "held" ? holdEnd(created, { holdDays, now }) : null;
  if (!end) return null;
  const { endsAt, left, state } = end;
  const at = { time: time(endsAt) };
  return (
    <p
      data-hold={state}
      className={`text-sm ${state === "far" ? "text-muted" : "font-medium text-amber-ink"}`}
    >
      {state === "over" ? t("over", at) : `${t("ends", at)} ${leftWords(t, left)}`}
    </p>
  );
}

function leftWords(
  t: ReturnType<typeof useTranslations<"shop.hold">>,
  { days, hours }: { days: number; hours: number },
): string {
  if (days > 0) return t("left_days", { days });
  return hours > 0 ? t("left_hours", { hours }) : t("left_less");
}
