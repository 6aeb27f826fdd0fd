/**
 * A table for a spreadsheet. Cells say what they are; how that is written in a file is decided by
 * `csv.ts` and `xlsx.ts`.
 */
export type Cell =
  /** Invoice numbers, ids, text of the bank or the payer: never a formula, never a number. */
  | { type: "text"; value: string }
  /** Exact decimal digits such as "12500.00" or "-5"; `digits` is the least number of decimals to show. */
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
  /** At most 31 characters, none of `: \\ / ? * [ ]`; a CSV has no sheets. */
  sheetName: string;
  columns: readonly Column[];
  /** Batches of rows, each read when the one before was written: a hundred rows keep memory flat. */
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** IANA name of the zone in which times are written. */
  timeZone: string;
}
