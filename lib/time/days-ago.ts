import { INTL_TAG, type Locale } from "#lib/i18n/locale.ts";
import { withFixedBlanks } from "#lib/i18n/non-breaking.ts";
import { dayOf } from "./zone.ts";

const DAY_MILLISECONDS = 86_400_000;
/** From so many days on, months and years are easier to grasp. */
const MONTH_DAYS = 60;
const YEAR_DAYS = 730;

/**
 * How many days of the calendar lie between a moment and now, in words: "today", "yesterday", "3 days
 * ago". Hours and minutes would be wrong soon on a page that stands open.
 */
export function daysAgo(
  instant: Date,
  { now, locale, timeZone }: { now: Date; locale: Locale; timeZone: string },
): string {
  const day = (moment: Date) => Date.parse(dayOf(moment, timeZone));
  const days = Math.round((day(instant) - day(now)) / DAY_MILLISECONDS);
  const words = new Intl.RelativeTimeFormat(INTL_TAG[locale], { numeric: "auto" });
  const past = Math.abs(days);
  const said =
    past < MONTH_DAYS
      ? words.format(days, "day")
      : past < YEAR_DAYS
        ? words.format(Math.round(days / 30.44), "month")
        : words.format(Math.round(days / 365.25), "year");
  return withFixedBlanks(said, locale);
}
