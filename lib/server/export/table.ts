/**
 * A list on its way into a file for a spreadsheet. Cells say what they are; how that looks in a file
 * is the writer's affair (`csv.ts`, `xlsx.ts`).
 */
export type Cell =
  /** Invoice numbers, ids, anything written by strangers: never a formula, never a number. */
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
  sheetName: string;
  columns: readonly Column[];
  /**
   * Batches of rows, each asked for only when the reader of the file has taken what went before. A
   * hundred rows at a time keep the memory low.
   */
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** IANA name of the zone in which times are written. */
  timeZone: string;
  /** Lines such as "Times are Asia/Almaty (UTC+5)": a second sheet. A CSV has no place for them. */
  notes?: readonly string[];
}
