import { useTimeZone, useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import { dayOf } from "#lib/time/zone.ts";

/** Says when something was: the hour alone for today. The zone is named once, among the details. */
export function useWhen(): (instant: string) => string {
  const t = useTranslations("payment_page.timeline");
  const time = useTime();
  const timeZone = useTimeZone() ?? "UTC";
  return (instant) =>
    dayOf(new Date(instant), timeZone) === dayOf(new Date(), timeZone)
      ? t("today", { time: time(instant, "minute") })
      : time(instant, "moment");
}
