import { readFileSync, writeFileSync } from "node:fs";
import { PRACTICE_GROUPS, PRACTICE_SCENARIOS } from "#lib/practice-bank/scenarios.ts";

/** `npm run practice-table`: writes the practice bank's table into the README. */

const BEGIN = "<!-- practice table -->";
const END = "<!-- end of the practice table -->";

const readme = readFileSync("README.md", "utf8");
const [before = "", rest = ""] = readme.split(BEGIN);
const after = rest.split(END)[1] ?? "";
const rows = PRACTICE_GROUPS.flatMap(({ id, title }) => [
  `| **${title.en}** | |`,
  ...PRACTICE_SCENARIOS.filter(({ group }) => group === id).map(
    (scenario) => `| \`${scenario.invoice}\` | ${scenario.title.en} |`,
  ),
]);
writeFileSync(
  "README.md",
  [before + BEGIN, "| number | stands for |", "|---|---|", ...rows, END + after].join("\n"),
);
