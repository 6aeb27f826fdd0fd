import { INTL_TAG, type Locale } from "#lib/i18n/locale.ts";
import { withFixedBlanks } from "#lib/i18n/non-breaking.ts";
import { dayOf } from "./zone.ts";

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

/** All but "long" and "clock" are for places where the zone is named once for all of it. */
export type TimeStyle = "long" | "clock" | "short" | "moment" | "minute" | "day";

const CLOCK = {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
} as const;
const MINUTE = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
const STYLE = {
  long: { day: "numeric", month: "long", year: "numeric", ...CLOCK, timeZoneName: "short" },
  clock: { ...CLOCK, timeZoneName: "short" },
  short: { ...DAY, ...CLOCK },
  moment: { day: "numeric", month: "short", year: "numeric", ...MINUTE },
  minute: MINUTE,
  day: DAY,
} as const satisfies Record<TimeStyle, Intl.DateTimeFormatOptions>;

const RECENT = {
  this_year: { day: "numeric", month: "short", ...MINUTE },
  date: { day: "numeric", month: "short", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const FORMATS = { ...STYLE, ...RECENT };

/** An Intl.DateTimeFormat is slow to make; there are three languages times eight styles. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  locale: Locale,
  timeZone: string,
  style: keyof typeof FORMATS,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(INTL_TAG[locale], { ...FORMATS[style], timeZone });
  formats.set(key, format);
  return format;
}

/**
 * A moment as short as a list allows: "today 16:58", "yesterday 09:02", "15 Nov, 16:58" in the year of
 * `now`, and the day alone before it. Days are those of the zone.
 */
export function formatRecent(
  instant: string | Date,
  { locale, timeZone, now }: { locale: Locale; timeZone: string; now: Date },
): string {
  const moment = new Date(instant);
  const day = dayOf(moment, timeZone);
  const daysAgo = (Date.parse(dayOf(now, timeZone)) - Date.parse(day)) / DAY_MILLISECONDS;
  if (daysAgo === 0 || daysAgo === 1) {
    const named = new Intl.RelativeTimeFormat(INTL_TAG[locale], { numeric: "auto" });
    const clock = formatOf(locale, timeZone, "minute").format(moment);
    return `${named.format(-daysAgo, "day")} ${clock}`;
  }
  const isThisYear = day.slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  const written = formatOf(locale, timeZone, isThisYear ? "this_year" : "date").format(moment);
  // "15 нояб. 2022 г.": the year needs no word.
  return written.replace(/\sг\.$/u, "");
}

const DAY_MILLISECONDS = 86_400_000;
