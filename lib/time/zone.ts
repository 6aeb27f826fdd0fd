/** Days of the calendar in a time zone. */

const DAY_MILLISECONDS = 86_400_000;

/**
 * The moment at which a day (YYYY-MM-DD) begins in a zone. If a clock change skips midnight, the
 * day begins with its first moment.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  // The offset depends on the result, so it is read twice: near the result, then at it.
  const near = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(near, timeZone));
}

/** The moment at which the next day begins. */
export function endOfDay(day: string, timeZone: string): Date {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MILLISECONDS);
  return startOfDay(next.toISOString().slice(0, 10), timeZone);
}

/** The UTC offset of a zone at a moment, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(instant);
  const get = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    get("year"),
    get("month") - 1,
    get("day"),
    get("hour"),
    get("minute"),
    get("second"),
  );
  return shown - Math.floor(instant / 1_000) * 1_000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = "numeric" as const;
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  clocks.set(timeZone, clock);
  return clock;
}

/** The day of a moment (YYYY-MM-DD) in a zone. */
export function dayOf(instant: Date, timeZone: string): string {
  const here = new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone));
  return here.toISOString().slice(0, 10);
}

/** The day so many days before a day (YYYY-MM-DD). */
export function dayBefore(day: string, days: number): string {
  const earlier = new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MILLISECONDS);
  return earlier.toISOString().slice(0, 10);
}
