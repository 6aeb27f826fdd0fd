import { arch, cpus, totalmem } from "node:os";
import { quantiles } from "./load.ts";

/** One goal and how far we are. */
export interface Row {
  goal: string;
  what: string;
  ours: string;
  baseline: string;
  /** Ratio or difference, as the goal says it. */
  compared: string;
  must: string;
  /** Null where a row is told for comparison only. */
  met: boolean | null;
}

/** Of one value a round: the median, and the least and most in brackets. */
export function spread(values: readonly number[], digits: number, mark = ""): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(
    (value) => value.toFixed(digits),
  );
  return least === most ? `${mark}${middle}` : `${mark}${middle} (${least}-${most})`;
}

export function median(values: readonly number[]): number {
  return quantiles(values).p50;
}

export function printTable(rows: readonly Row[]): void {
  console.log("| goal | what | ours | baseline | compared | must | met |");
  console.log("|---|---|---|---|---|---|---|");
  for (const { goal, what, ours, baseline, compared, must, met } of rows) {
    const word = met === null ? "-" : met ? "yes" : "no";
    console.log(`| ${[goal, what, ours, baseline, compared, must, word].join(" | ")} |`);
  }
}

/** The machine in one line. */
export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} x ${processors[0]?.model.trim()} (${arch()}), ${memory} GiB, Node ${process.version}`;
}
