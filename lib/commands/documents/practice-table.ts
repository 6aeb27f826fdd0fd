import { PRACTICE_GROUPS, PRACTICE_SCENARIOS } from "#lib/practice-bank/scenarios.ts";

/** Generates the table of the practice bank's invoice numbers, between two marks in a document. */

const BEGIN = "<!-- practice table -->";
const END = "<!-- end of the practice table -->";

/** Whether the document has the two marks. */
export function hasPracticeTable(document: string): boolean {
  return document.includes(BEGIN) && document.includes(END);
}

/** The document with the present table between its marks. */
export function withPracticeTable(document: string): string {
  const [before = "", rest = ""] = document.split(BEGIN);
  const after = rest.split(END)[1] ?? "";
  const rows = PRACTICE_GROUPS.flatMap(({ id, title }) => [
    `| **${title.en}** | |`,
    ...PRACTICE_SCENARIOS.filter(({ group }) => group === id).map(
      (scenario) => `| \`${scenario.invoice}\` | ${scenario.title.en} |`,
    ),
  ]);
  return [before + BEGIN, "| number | stands for |", "|---|---|", ...rows, END + after].join("\n");
}
