/** A moment as local date and time of a zone, without the zone. */
export interface LocalTime {
  /** "2026-11-24 16:40:05" */
  text: string;
  /** Days since 1899-12-30, as spreadsheets count. */
  serial: number;
}

/** Null when the text is no moment, or none that a spreadsheet can hold (1900-03-01 to 9999-12-31). */
export type ReadLocalTime = (instant: string) => LocalTime | null;

const DAY_IN_MS = 86_400_000;
/** 1970-01-01 as spreadsheets count. */
const EPOCH_SERIAL = 25_569;
/** 1900-03-01; Excel's calendar has a 1900-02-29 that never was. */
const FIRST_SERIAL = 61;

/** RFC 3339. `Date` alone also reads "=1", as January 2001. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** "24/11/2026, 16:40:05". `formatToParts` would make thirty objects for each cell. */
const BRITISH = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d:\d\d:\d\d)$/;

/**
 * Makes the reader of a zone (IANA name), by the zone's own rules: 2024-02-29 and 2024-03-01 in
 * Almaty have different offsets.
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
