import { useLocale, useTimeZone } from "next-intl";
import { formatTime, type TimeStyle } from "#lib/time/format.ts";

/** Formats times in the reader's language and the shop's time zone. */
export function useTime(): (instant: string | Date, style?: TimeStyle) => string {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (instant, style = "long") => formatTime(instant, { locale, timeZone, style });
}
