/** A moment and the UTC offset that was written with it. */
export interface Moment {
  /** Milliseconds since 1970 in UTC; finer fractions are truncated. */
  epochMs: number;
  /** "+06:00"; "+00:00" for Z. */
  offset: string;
}

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Years outside this range are errors: ePay is younger, and the next century is far. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/**
 * Parses a date-time of RFC 3339, section 5.6. Null for every other form, for days that do not
 * exist (Date.parse turns 30 February into 2 March) and for years out of range.
 */
export function parseRfc3339(text: string): Moment | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const offset = match[8] === "Z" || match[8] === undefined ? "+00:00" : match[8];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  return { epochMs: local - offsetMs(offset), offset };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function offsetMs(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}
