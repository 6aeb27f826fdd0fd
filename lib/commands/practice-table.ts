import { readFileSync, writeFileSync } from "node:fs";
import { PRACTICE_GROUPS, PRACTICE_SCENARIOS } from "#lib/practice-bank/scenarios.ts";

/** `npm run practice-table`: writes the table of docs/practice-bank.md. */

const PAGE = "docs/practice-bank.md";
const BEGIN = "<!-- practice table -->";
const END = "<!-- end of the practice table -->";

const page = readFileSync(PAGE, "utf8");
const [before = "", rest = ""] = page.split(BEGIN);
const after = rest.split(END)[1] ?? "";
const rows = PRACTICE_GROUPS.flatMap(({ id, title }) => [
  `| **${title.en}** | |`,
  ...PRACTICE_SCENARIOS.filter(({ group }) => group === id).map(
    (scenario) => `| \`${scenario.invoice}\` | ${scenario.title.en} |`,
  ),
]);
writeFileSync(
  PAGE,
  [before + BEGIN, "| number | stands for |", "|---|---|", ...rows, END + after].join("\n"),
);
