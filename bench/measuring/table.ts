import { arch, cpus, loadavg, totalmem } from "node:os";
import { type Bound, verdictOf } from "./bound.ts";
import type { Goal, Quantity } from "./goal.ts";
import { compared, type Samples, spread } from "./statistics.ts";

const HEADS = ["goal", "what", "ours", "baseline", "compared", "must", "aim", "met"];

/** The first two lines of the table, in Markdown. */
export function tableHead(): string {
  return `| ${HEADS.join(" | ")} |\n|${"---|".repeat(HEADS.length)}`;
}

/** One line for each quantity of a goal. */
export function tableRows(
  { id, quantities }: Goal,
  measured: Readonly<Record<string, Samples>>,
): string[] {
  return Object.entries(quantities).map(([name, quantity]) => {
    const samples = measured[name];
    if (!samples) throw new Error(`${id} did not measure ${name}`);
    return rowOf(id, quantity, samples);
  });
}

/** The line of a goal that could not be measured. */
export function failedRow(id: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `| ${id} | not measured: ${why.split("\n")[0]} |${" - |".repeat(HEADS.length - 3)} no |`;
}

function rowOf(id: string, quantity: Quantity, samples: Samples): string {
  const { what, baseline, comparison, digits, must, aim } = quantity;
  const rounds = compared(comparison, samples);
  const others = samples.baseline ?? [];
  const cells = [
    id,
    what,
    spread(samples.ours, digits),
    others.length > 0 ? `${spread(others, digits)}: ${baseline}` : (baseline ?? "-"),
    comparison === "value" ? "-" : comparedText(comparison, rounds, digits),
    boundText(comparison, must),
    boundText(comparison, aim),
    verdictOf({ must, aim }, rounds),
  ];
  return `| ${cells.join(" | ")} |`;
}

function comparedText(
  comparison: Quantity["comparison"],
  rounds: readonly number[],
  digits: number,
): string {
  return comparison === "ratio" ? `${spread(rounds, RATIO_DIGITS)} x` : spread(rounds, digits, "+");
}
const RATIO_DIGITS = 3;

function boundText(comparison: Quantity["comparison"], bound: Bound | null): string {
  if (!bound) return "-";
  const sign = comparison === "difference" ? "+" : "";
  return `${bound.relation} ${sign}${bound.value}${comparison === "ratio" ? " x" : ""}`;
}

/** The machine in one line, with what else it had to do. */
export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1);
  return `${processors.length} x ${processors[0]?.model.trim()} (${arch()}), ${memory} GiB, Node ${process.version}, load average ${load}`;
}
