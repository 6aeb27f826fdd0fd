import type { Filled } from "./fill.ts";
import type { Answered, Times } from "./measure.ts";

interface Timed {
  question: string;
  engine: string;
  times: Times;
}

/** One line a question, each engine beside the other. */
export function printTimes(timed: readonly Timed[]): void {
  const engines = [...new Set(timed.map(({ engine }) => engine))];
  const heads = engines.flatMap((name) => [`${name} p50`, "p95", "max"]);
  console.log(`| milliseconds | ${heads.join(" | ")} |`);
  console.log(`|---|${"---|".repeat(heads.length)}`);
  for (const [question, some] of Map.groupBy(timed, (one) => one.question)) {
    const cells = engines.flatMap((name) => {
      const times = some.find(({ engine }) => engine === name)?.times;
      return times ? [times.p50, times.p95, times.max].map((one) => one.toFixed(1)) : ["", "", ""];
    });
    console.log(`| ${question} | ${cells.join(" | ")} |`);
  }
}

export function printFilled(filled: ReadonlyMap<string, Filled>): void {
  for (const [engine, { milliseconds, bytes }] of filled) {
    const size = (bytes / 1e9).toFixed(2);
    console.log(`\n${engine}: ${size} GB, filled in ${(milliseconds / 1000).toFixed(0)} s`);
  }
}

/** Every plan, under its question and engine. */
export function plansPage(answered: readonly Answered[]): string {
  const parts = answered.map(({ question, engine, plans }) => {
    const blocks = plans.map((plan) => `\`\`\`\n${plan}\n\`\`\``);
    return `## ${question}, ${engine}\n\n${blocks.join("\n\n")}\n`;
  });
  return `# Plans of the list's statements, as \`npm run bench:seen\` last saw them\n\n${parts.join("\n")}`;
}
