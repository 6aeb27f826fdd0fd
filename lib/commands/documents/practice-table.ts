import { PRACTICE_GROUPS, PRACTICE_SCENARIOS } from "#lib/practice-bank/scenarios.ts";

/** The table of the practice bank's invoice numbers, for the document that holds its two marks. */

const BEGIN = "<!-- practice table -->";
const END = "<!-- end of the practice table -->";

/** Is there a place for the table in this document? */
export function hasPracticeTable(document: string): boolean {
  return document.includes(BEGIN) && document.includes(END);
}

/** Gives the document with the table of today between its marks. */
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
