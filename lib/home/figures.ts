/** The figures of a day for supervisors, from what the staff looked up and nothing else. */

/** One hour of the day. */
export interface HourFigure {
  /** 0 to 23 in the shop's zone. */
  hour: number;
  payments: number;
  notPaid: number;
}

export interface TeamFigure {
  email: string;
  payments: number;
  /** Payments of which they had hidden fields shown. */
  revealed: number;
  /** Share links of theirs that open now. */
  links: number;
}

export interface DayFigures {
  /** From the first to the last hour with a look-up, without gaps. */
  hours: readonly HourFigure[];
  /** Reason codes of what was not paid, the most frequent first. */
  reasons: readonly { code: string; count: number }[];
  /** The most look-ups first. */
  team: readonly TeamFigure[];
}

/** Hours in their order, those without a look-up among them included. */
export function withoutGaps(hours: readonly HourFigure[]): HourFigure[] {
  const [first, last] = [hours.at(0)?.hour ?? 0, hours.at(-1)?.hour ?? -1];
  const byHour = new Map(hours.map((one) => [one.hour, one]));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    return byHour.get(hour) ?? { hour, payments: 0, notPaid: 0 };
  });
}

/** How often each value occurs, the most frequent first and equal ones in order, at most `most`. */
export function mostFrequent(
  values: readonly string[],
  most: number,
): { code: string; count: number }[] {
  const counts = [...Map.groupBy(values, (value) => value)].map(([code, same]) => ({
    code,
    count: same.length,
  }));
  return counts.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)).slice(0, most);
}
