import { INTL_TAG, type Locale } from "./i18n/locale.ts";

/**
 * A moment as staff write it: the day first, 24 hours, and always with its zone. Formatted on the
 * server, whose zone data knows that Kazakhstan moved to UTC+5 on 2024-03-01; an old browser's may
 * not.
 */
export function formatTime(
  instant: string | Date,
  { locale, timeZone, style }: { locale: Locale; timeZone: string; style: "long" | "clock" },
): string {
  const date = { day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(INTL_TAG[locale], {
    ...(style === "long" ? date : {}),
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
    timeZoneName: "short",
  }).format(new Date(instant));
}
