import type { Filled } from "./engines.ts";
import type { Answered, Times } from "./measure.ts";

interface Timed {
  question: string;
  engine: string;
  times: Times;
}

/** A column more, which says whether each engine keeps to it. */
interface Verdict {
  title: string;
  holds(times: Times): boolean;
}

/** One line a question, each engine beside the other. */
export function printTimes(
  timed: readonly Timed[],
  columns: readonly (keyof Times)[],
  verdict?: Verdict,
): void {
  const engines = [...new Set(timed.map(({ engine }) => engine))];
  const heads = engines.flatMap((name) =>
    columns.map((column, n) => (n ? column : `${name} ${column}`)),
  );
  if (verdict) heads.push(verdict.title);
  console.log(`| milliseconds | ${heads.join(" | ")} |`);
  console.log(`|---|${"---|".repeat(heads.length)}`);
  for (const [question, some] of Map.groupBy(timed, (one) => one.question)) {
    const cells = engines.flatMap((name) => {
      const times = some.find(({ engine }) => engine === name)?.times;
      return columns.map((column) => times?.[column].toFixed(1) ?? "");
    });
    if (verdict) cells.push(some.every(({ times }) => verdict.holds(times)) ? "yes" : "no");
    console.log(`| ${question} | ${cells.join(" | ")} |`);
  }
}

export function printFilled(filled: ReadonlyMap<string, Filled>): void {
  for (const [engine, { milliseconds, bytes }] of filled) {
    const size = (bytes / 1e9).toFixed(2);
    const how = milliseconds === null ? "full before" : `filled in ${seconds(milliseconds)} s`;
    console.log(`\n${engine}: ${size} GB, ${how}`);
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(0);
}

/** Every plan in full, under its question and engine. */
export function plansInFull(answered: readonly Answered[]): string {
  return answered
    .map(({ question, engine, plans }) => [`## ${question}, ${engine}`, ...plans].join("\n\n"))
    .join("\n\n");
}

/** The shapes of the plans: one line a question, each engine beside the other. */
export function plansPage(answered: readonly Answered[]): string {
  const engines = [...new Set(answered.map(({ engine }) => engine))];
  const lines = [...Map.groupBy(answered, ({ question }) => question)].map(([question, some]) => {
    const cells = engines.map((name) => {
      const plans = some.find(({ engine }) => engine === name)?.plans ?? [];
      return plans.filter(isOfList).map(shapeOf).join("<br>");
    });
    return `| ${[question, ...cells].join(" | ")} |`;
  });
  const head = `| question | ${engines.join(" | ")} |\n|---|${"---|".repeat(engines.length)}`;
  return `# How the engines go about it\n\n${ABOUT_PLANS}\n\n${head}\n${lines.join("\n")}\n`;
}

const ABOUT_PLANS = `Written by \`npm run bench:seen\`, which puts the plans in full, with conditions and buffers, into
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
