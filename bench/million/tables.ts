import type { Filled } from "./database.ts";
import type { Answered, Times } from "./measure.ts";

interface Timed {
  question: string;
  times: Times;
}

/** A column more, which judges the times. */
interface Verdict {
  title: string;
  holds(times: Times): boolean;
}

/** One line a question. */
export function printTimes(
  timed: readonly Timed[],
  columns: readonly (keyof Times)[],
  verdict?: Verdict,
): void {
  const heads = [...columns, ...(verdict ? [verdict.title] : [])];
  console.log(`| milliseconds | ${heads.join(" | ")} |`);
  console.log(`|---|${"---|".repeat(heads.length)}`);
  for (const { question, times } of timed) {
    const cells = columns.map((column) => times[column].toFixed(1));
    if (verdict) cells.push(verdict.holds(times) ? "yes" : "no");
    console.log(`| ${question} | ${cells.join(" | ")} |`);
  }
}

export function printFilled({ milliseconds, bytes }: Filled): void {
  const size = (bytes / 1e9).toFixed(2);
  const how = milliseconds === null ? "full before" : `filled in ${seconds(milliseconds)} s`;
  console.log(`\n${size} GB, ${how}`);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(0);
}

/** Every plan in full, under its question. */
export function plansInFull(answered: readonly Answered[]): string {
  return answered
    .map(({ question, plans }) => [`## ${question}`, ...plans].join("\n\n"))
    .join("\n\n");
}

/** The shapes of the plans: one line a question. */
export function plansPage(answered: readonly Answered[]): string {
  const lines = answered.map(
    ({ question, plans }) =>
      `| ${question} | ${plans.filter(isOfList).map(shapeOf).join("<br>")} |`,
  );
  return `# How PostgreSQL goes about it\n\n${ABOUT_PLANS}\n\n| question | plans |\n|---|---|\n${lines.join("\n")}\n`;
}

const ABOUT_PLANS = `Written by \`npm run bench:list\`, which puts the plans in full, with conditions and buffers, into
\`plans.txt\`. Each plan from the outside in, with the rows that came out of each part; several where the list tried one
way after another or chose by how many there are. What is shown of a page is then read by its ids, always alike.`;

/** Not the reading of what a page shows. */
function isOfList(plan: string): boolean {
  return !plan.includes("observations_pkey");
}

function shapeOf(plan: string): string {
  const parts = [...plan.matchAll(/^\s*(?:->\s+)?(\S[^()\n]*?)\s+\(actual rows=(\d+)/gm)];
  return parts
    .filter(([, name]) => !/^(?:Aggregate|Subquery Scan|CTE Scan)/.test(name ?? ""))
    .map(([, name, rows]) => `${name?.replace(" on payments payments_1", "")} (${rows})`)
    .join(" < ");
}
