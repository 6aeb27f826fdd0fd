import { INTL_TAG, type Locale } from "#lib/i18n/locale.ts";
import { withFixedBlanks } from "#lib/i18n/non-breaking.ts";

/**
 * A moment as staff write it: the day first, 24 hours, and always with its zone. Formatted on the
 * server, whose zone data knows that Kazakhstan moved to UTC+5 on 2024-03-01; an old browser's may
 * not. In running text (all styles but "short") no line breaks between the day and its month.
 */
export function formatTime(
  instant: string | Date,
  { locale, timeZone, style }: { locale: Locale; timeZone: string; style: TimeStyle },
): string {
  const written = formatOf(locale, timeZone, style).format(new Date(instant));
  return style === "short" ? written : withFixedBlanks(written, locale);
}

/** All but "long" and "clock" are for places where the zone is named once for all of it. */
export type TimeStyle = "long" | "clock" | "short" | "day" | "minute";

const CLOCK = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
} as const;
const MINUTE = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const STYLE = {
  long: { day: "numeric", month: "long", year: "numeric", ...CLOCK, timeZoneName: "short" },
  clock: { ...CLOCK, timeZoneName: "short" },
  short: { day: "2-digit", month: "2-digit", year: "numeric", ...CLOCK },
  day: { day: "numeric", month: "short", year: "numeric", ...MINUTE },
  minute: MINUTE,
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
