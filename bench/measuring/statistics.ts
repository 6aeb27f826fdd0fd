/** The arithmetic of the tables: medians, quantiles, ratios and differences of rounds. */

/** Half and 99 of 100 were at most this. NaN of no values. */
export function quantiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The lower of the two middle values where their number is even. */
export function median(values: readonly number[]): number {
  return quantiles(values).p50;
}

/** The median, and the least and the most in brackets where they differ. */
export function spread(values: readonly number[], digits: number, mark = ""): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(
    (value) => value.toFixed(digits),
  );
  return least === most ? `${mark}${middle}` : `${mark}${middle} (${least} to ${most})`;
}

/** How a goal compares ours with its baseline. */
export type Comparison = "ratio" | "difference" | "value";

/** Of each round: ours by the baseline, ours less the baseline, or ours alone. */
export function compared(
  comparison: Comparison,
  { ours, baseline = [] }: Samples,
): readonly number[] {
  if (comparison === "value") return ours;
  if (ours.length !== baseline.length) throw new Error("each round has one value of both");
  return ours.map((value, round) => {
    const other = baseline[round] ?? Number.NaN;
    return comparison === "ratio" ? value / other : value - other;
  });
}

/** One value for each round. */
export interface Samples {
  ours: readonly number[];
  baseline?: readonly number[];
}
