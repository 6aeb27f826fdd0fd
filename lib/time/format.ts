import { INTL_TAG, type Locale } from "#lib/i18n/locale.ts";
import { withFixedBlanks } from "#lib/i18n/non-breaking.ts";

/**
 * A moment as staff write it: the day first, 24 hours, and with its zone unless a list names it. Formatted on the
 * server, whose zone data knows that Kazakhstan moved to UTC+5 on 2024-03-01; an old browser's may
 * not. In running text ("long" and "clock") no line breaks between the day and its month.
 */
export function formatTime(
  instant: string | Date,
  { locale, timeZone, style }: { locale: Locale; timeZone: string; style: TimeStyle },
): string {
  const written = formatOf(locale, timeZone, style).format(new Date(instant));
  return style === "long" || style === "clock" ? withFixedBlanks(written, locale) : written;
}

/** "short", "minute" and "day" are for lists, where the zone is named once for all of it. */
export type TimeStyle = "long" | "clock" | "short" | "minute" | "day";

const CLOCK = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
} as const;
const DAY = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
const STYLE = {
  long: { day: "numeric", month: "long", year: "numeric", ...CLOCK, timeZoneName: "short" },
  clock: { ...CLOCK, timeZoneName: "short" },
  short: { ...DAY, ...CLOCK },
  minute: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: DAY,
} as const satisfies Record<TimeStyle, Intl.DateTimeFormatOptions>;

/** An Intl.DateTimeFormat is slow to make; there are three languages times five styles. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: Locale, timeZone: string, style: TimeStyle): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(INTL_TAG[locale], { ...STYLE[style], timeZone });
  formats.set(key, format);
  return format;
}
