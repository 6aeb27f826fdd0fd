const HOUR_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;
/** The end of a hold is near when this much or less is left. */
const NEAR_MILLISECONDS = 2 * DAY_MILLISECONDS;

/** When a hold ends, and how much of it is left. */
export interface HoldEnd {
  /** RFC 3339 in UTC. */
  endsAt: string;
  /** Whole days and hours that are left; zero when it is over. */
  left: { days: number; hours: number };
  /** `near`: two days or less are left. `over`: the usual time has passed. */
  state: "far" | "near" | "over";
}

/**
 * The usual end of a hold, counted from the time at which the operation was created at the bank
 * (RFC 3339). The bank itself states no end, so this is no more than the setting HOLD_DAYS says.
 * Null without the setting or the time; `now` in milliseconds since 1970.
 */
export function holdEnd(
  createdAt: string | null,
  { holdDays, now }: { holdDays: number | null; now: number },
): HoldEnd | null {
  const begun = createdAt === null ? Number.NaN : Date.parse(createdAt);
  if (holdDays === null || Number.isNaN(begun)) return null;
  const end = begun + holdDays * DAY_MILLISECONDS;
  const left = Math.max(0, end - now);
  return {
    endsAt: new Date(end).toISOString(),
    left: {
      days: Math.floor(left / DAY_MILLISECONDS),
      hours: Math.floor((left % DAY_MILLISECONDS) / HOUR_MILLISECONDS),
    },
    state: left === 0 ? "over" : left <= NEAR_MILLISECONDS ? "near" : "far",
  };
}
