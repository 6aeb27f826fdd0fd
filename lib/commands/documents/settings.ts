import { GROUPS } from "#lib/server/config/setting.ts";
import { SETTING_ROWS, type SettingRow } from "#lib/server/config/settings-table.ts";

/** Generates `.env.example` and `docs/settings.md` from the table of settings. */

const WIDTH = 100;

/** The text of `.env.example`: required settings without values, the others as comments. */
export function envExample(): string {
  const head = [
    ...comment(
      "Copy to .env and fill in. Anyqta names every missing or wrong setting at the start.",
    ),
    ...comment(
      "A secret is safest in a file: NAME_FILE=/path. Here a value with blanks, # or quotes stands in quotes, NAME='a #b', and nothing in it is expanded.",
    ),
    ...comment("docs/settings.md lists every setting; both are made by `npm run docs`."),
  ];
  const groups = groupsOfRows().flatMap(({ title, rows }) => [
    "",
    `## ${title}`,
    ...rows.flatMap((row) => [...comment(row.meaning), ...assignments(row)]),
  ]);
  return `${[...head, ...groups].join("\n")}\n`;
}

/** The text of `docs/settings.md`. */
export function settingsPage(): string {
  const sections = groupsOfRows().flatMap(({ title, rows }) => [
    "",
    `## ${title}`,
    "",
    "| setting | default | meaning |",
    "|---|---|---|",
    ...rows.map((row) => `| ${nameCell(row)} | ${defaultCell(row)} | ${row.meaning} |`),
  ]);
  return `${[...INTRODUCTION, ...sections].join("\n")}\n`;
}

const INTRODUCTION = [
  "# Settings",
  "",
  "Anyqta reads its settings once, at the start, from the environment or from `.env` in the folder that it is started in; a",
  "variable of the environment wins, and an empty one counts as not set. If a setting is missing or wrong, Anyqta does not",
  "start: it names every such setting and says what to write, and never repeats a value. `npm run doctor` does the same and",
  "then tries them out. Paths begin in the folder of the start.",
  "",
  "**Quotes.** Every command and the built server read `.env` alike. A line is `NAME=value`; a value with blanks, `#` or quotes",
  "stands in quotes (`'`, `\"` or a backtick). Nothing in it is expanded: `$` and `\\` are themselves. Outside of quotes a `#`",
  "after a blank begins a comment. What the environment holds counts as it is, quotes too: `docker --env-file` keeps them.",
  "",
  "**Secrets in files.** A setting with `_FILE` beside its name may stand in a file: set `<NAME>_FILE` to its path. The file",
  "counts even if the setting itself is there; a file that cannot be read stops the start. The files of the two client",
  "secrets are read at each use, so that you can replace them (`mv`) while Anyqta runs; the others are read at the start.",
  "",
  "This page and `.env.example` are made by `npm run docs` from `lib/server/config/`; a test fails when they are out of date.",
];

function groupsOfRows(): { title: string; rows: SettingRow[] }[] {
  return Object.entries(GROUPS).map(([group, title]) => ({
    title,
    rows: SETTING_ROWS.filter((row) => row.group === group),
  }));
}

function assignments(row: SettingRow): string[] {
  const off = row.isRequired ? "" : "#";
  const file = row.secret ? [`#${row.name}_FILE=/run/secrets/${fileName(row.name)}`] : [];
  return [...file, `${off}${row.name}=${row.default ?? row.example ?? ""}`];
}

function nameCell({ name, secret }: SettingRow): string {
  return secret ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``;
}

function defaultCell(row: SettingRow): string {
  if (row.isRequired) return "required";
  return row.default ? `\`${row.default}\`` : "none";
}

function fileName(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}

/** Comment lines of at most `WIDTH` characters, broken at spaces. */
function comment(text: string): string[] {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(" ")) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
