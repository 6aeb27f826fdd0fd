import { readableText } from "./cell-text.ts";

/** Excel's limit, in UTF-16 units. */
const MAX_LENGTH = 31;
/** Understood in every language. */
const NOTES = "ℹ";

/** Names that Excel accepts, for the table and, when there are any, for its notes. */
export function sheetNamesOf(wanted: string, hasNotes: boolean): readonly string[] {
  const table = nameOf(wanted);
  if (!hasNotes) return [table];
  return [table, table === NOTES ? `${NOTES}${NOTES}` : NOTES];
}

/** Without `: \ / ? * [ ]`, no apostrophe at an end, and not "History", which Excel keeps for itself. */
function nameOf(wanted: string): string {
  const name = readableText(wanted)
    .replace(/[:\\/?*[\]\t\n]/g, "-")
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .replace(/^'+/, "")
    .replace(/'+$/, "")
    .trim();
  if (name === "") return "1";
  return name.toLowerCase() === "history" ? `${name} 1` : name;
}
