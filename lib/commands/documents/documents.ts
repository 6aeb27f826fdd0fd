import { globSync, readFileSync } from "node:fs";
import { hasPracticeTable, withPracticeTable } from "./practice-table.ts";
import { envExample, settingsPage } from "./settings.ts";

/** A file that is generated from the code. */
export interface MadeDocument {
  path: string;
  text: string;
}

/** All generated documents in their present form. */
export function madeDocuments(): MadeDocument[] {
  const withTable = ["README.md", ...globSync("docs/*.md")].flatMap((path) => {
    const document = readFileSync(path, "utf8");
    return hasPracticeTable(document) ? [{ path, text: withPracticeTable(document) }] : [];
  });
  return [
    { path: ".env.example", text: envExample() },
    { path: "docs/settings.md", text: settingsPage() },
    ...withTable,
  ];
}
