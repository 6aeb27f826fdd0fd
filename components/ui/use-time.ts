import { useLocale, useTimeZone } from "next-intl";
import { daysAgo } from "#lib/time/days-ago.ts";
import { formatTime, type TimeStyle } from "#lib/time/format.ts";

/** Formats times in the reader's language and the shop's time zone. */
export function useTime(): (instant: string | Date, style?: TimeStyle) => string {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (instant, style = "long") => formatTime(instant, { locale, timeZone, style });
}

/** Says on which day it was, as seen today: "yesterday", "3 days ago"; see `daysAgo`. */
export function useDaysAgo(): (instant: Date) => string {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (instant) => daysAgo(instant, { now: new Date(), locale, timeZone });
}
