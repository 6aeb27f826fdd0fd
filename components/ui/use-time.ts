import { useLocale, useTimeZone } from "next-intl";
import { formatTime } from "#lib/time.ts";

/** Writes moments in the reader's language and the shop's time zone. */
export function useTime(): (instant: string | Date, style?: "long" | "clock") => string {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (instant, style = "long") => formatTime(instant, { locale, timeZone, style });
}
