/**
 * A table for a spreadsheet. Cells have a type; `csv.ts` and `xlsx.ts` decide how to write it.
 */
export type Cell =
  /** Invoice numbers, ids, text of the bank or the payer; never a formula or a number. */
  | { type: "text"; value: string }
  /** An exact decimal such as "12500.00" or "-5"; `digits` is the minimum of decimals to show. */
  | { type: "number"; decimal: string; digits: number }
  /** RFC 3339. Written in the table's zone, to the second. */
  | { type: "time"; instant: string }
  | { type: "empty" };

/** `width` in characters; a CSV has no widths. */
export interface Column {
  title: string;
  width: number;
}

export interface TableFile {
  /** At most 31 characters, without `: \\ / ? * [ ]`; a CSV has no sheets. */
  sheetName: string;
  columns: readonly Column[];
  /** Batches of rows; each is read after the one before was written, so memory stays constant. */
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** IANA name of the zone in which times are written. */
  timeZone: string;
}
