import { dayBefore } from "#lib/time/zone.ts";
import { type DayRange, type ListQuery, listParameters, NO_FILTERS } from "./query.ts";

/** Views of the list and ranges of days that everybody has without saving any. */

export const READY_VIEWS = ["all", "failed", "held", "refunds", "unclear"] as const;
export type ReadyView = (typeof READY_VIEWS)[number];

const FILTERS: Record<ReadyView, Partial<ListQuery>> = {
  all: {},
  failed: { facets: { state: ["failed"] } },
  // The oldest hold is the first to expire.
  held: { facets: { state: ["held"] }, sort: "paid", descending: false },
  refunds: { facets: { state: ["refunded", "partly_refunded"] } },
  unclear: { facets: { finality: ["moving", "may_change"] } },
};

/** The query of a ready view, with the columns that a person has chosen. */
export function readyView(view: ReadyView, { columns }: Pick<ListQuery, "columns">): ListQuery {
  return { ...NO_FILTERS, ...FILTERS[view], columns };
}

/** Whether two queries are the same view: the same filters, whatever the order, columns and page. */
export function isSameView(a: ListQuery, b: ListQuery): boolean {
  return filtersOf(a) === filtersOf(b);
}

function filtersOf(query: ListQuery): string {
  const { sort, descending, columns } = NO_FILTERS;
  return listParameters({ ...query, sort, descending, columns, place: null }).toString();
}

export const DAY_PRESETS = ["today", "yesterday", "last_7", "last_30"] as const;
export type DayPreset = (typeof DAY_PRESETS)[number];

/** The days of a preset, both included; `today` is YYYY-MM-DD in the display zone. */
export function presetDays(preset: DayPreset, today: string): DayRange {
  switch (preset) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: dayBefore(today, 1), to: dayBefore(today, 1) };
    case "last_7":
      return { from: dayBefore(today, 6), to: today };
    case "last_30":
      return { from: dayBefore(today, 29), to: today };
  }
}
