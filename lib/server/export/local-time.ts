/** A moment as local date and time, without the zone. */
export interface LocalTime {
  /** "2026-11-24 16:40:05" */
  text: string;
  /** Days since 1899-12-30, the serial number of spreadsheets. */
  serial: number;
}

/** Null for any other text, and outside the range of spreadsheets (1900-03-01 to 9999-12-31). */
export type ReadLocalTime = (instant: string) => LocalTime | null;

const DAY_IN_MS = 86_400_000;
/** The serial number of 1970-01-01. */
const EPOCH_SERIAL = 25_569;
/** The serial number of 1900-03-01; Excel's calendar has a 1900-02-29, which did not exist. */
const FIRST_SERIAL = 61;

/** RFC 3339. `Date` alone would also read "=1" as January 2001. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** "24/11/2026, 16:40:05". `formatToParts` would create thirty objects for each cell. */
const BRITISH = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d:\d\d)$/;

/**
 * Creates a function that converts moments to the local time of a zone (IANA name) by the rules of
 * that moment: Almaty had different offsets on 2024-02-29 and 2024-03-01.
 */
export function localTimeOf(timeZone: string): ReadLocalTime {
  const format = new Intl.DateTimeFormat("en-GB", {
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  return (instant) => {
    const moment = new Date(INSTANT.test(instant) ? instant : Number.NaN);
    return Number.isNaN(moment.getTime()) ? null : read(format.format(moment));
  };
}

function read(written: string): LocalTime | null {
  const [, day, month, year, time] = BRITISH.exec(written) ?? [];
  const serial = Date.parse(`${year}-${month}-${day}T${time}Z`) / DAY_IN_MS + EPOCH_SERIAL;
  return serial >= FIRST_SERIAL ? { text: `${year}-${month}-${day} ${time}`, serial } : null;
}
