import { median } from "./statistics.ts";

/** What a goal asks of a value. */
export interface Bound {
  relation: "<=" | ">=" | "=";
  value: number;
}

export const atMost = (value: number): Bound => ({ relation: "<=", value });
export const atLeast = (value: number): Bound => ({ relation: ">=", value });
/** In each round: a promise such as "one bank call" is no matter of medians. */
export const exactly = (value: number): Bound => ({ relation: "=", value });

/** Whether the median of the rounds, or with `exactly` each round, keeps to the bound. */
export function keeps(bound: Bound, rounds: readonly number[]): boolean {
  if (rounds.length === 0) return false;
  if (bound.relation === "=") return rounds.every((value) => value === bound.value);
  const middle = median(rounds);
  return bound.relation === "<=" ? middle <= bound.value : middle >= bound.value;
}

/** `aim` is met, only `must` is met, none is; or there is nothing to judge. */
export type Verdict = "aim" | "yes" | "no" | "-";

/** Judges the rounds; a bound that is null asks for nothing. */
export function verdictOf(
  { must, aim }: { must: Bound | null; aim: Bound | null },
  rounds: readonly number[],
): Verdict {
  if (!must && !aim) return "-";
  if (must && !keeps(must, rounds)) return "no";
  if (aim && keeps(aim, rounds)) return "aim";
  return must ? "yes" : "no";
}
