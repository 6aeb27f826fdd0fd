/** What the verification of the audit finds. */
export interface Fault {
  /** The id of the row in question; null for the table as a whole. */
  row: number | null;
  what: string;
}

/** Faults that are told: a rewritten chain has one for each row. */
export const MOST_FAULTS = 100;
