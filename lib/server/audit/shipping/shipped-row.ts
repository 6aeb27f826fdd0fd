/** An audit row as it is shipped: all columns, including its hash. */
export interface ShippedRow {
  id: number;
  /** UTC, RFC 3339 with milliseconds. */
  at: string;
  event: string;
  success: boolean;
  actorId: string | null;
  actor: string | null;
  resource: string | null;
  detail: Record<string, string | number | null>;
  ip: string | null;
  userAgent: string | null;
  sessionHash: string | null;
  requestId: string | null;
  hash: string | null;
  /** The hash of the row before: one that is missing at the receiver shows there. */
  before: string | null;
}
