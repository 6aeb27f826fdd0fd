import { type CommandId, KEYS } from "./commands.ts";

/** Which command a key stands for; the pure part of it, small enough for every page. */

/** What the reading of a key needs of a keyboard event. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"
>;

const COMMANDS: Partial<Record<string, CommandId>> = KEYS;

/** Ctrl+K, on a Mac Cmd+K: with a modifier key, so it may act while somebody types. */
export function isPaletteKey(press: KeyPress): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  return ctrlKey !== metaKey && !altKey && !shiftKey && latinKey(press) === "k";
}

/** The command of a key without Ctrl, Alt or Cmd; "g" waits for the next key. */
export function readKey(press: KeyPress, { afterG }: { afterG: boolean }): CommandId | "g" | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = latinKey(press);
  // A capital is no shortcut; some layouts need Shift for the two marks.
  if (press.shiftKey && key !== "?" && key !== "/") return null;
  if (key === "g" && !afterG) return key;
  return COMMANDS[afterG ? `g ${key}` : key] ?? null;
}

/**
 * The key by its Latin name. Staff write in Kazakh and Russian layouts, where the same key gives
 * another letter: then its place on the keyboard decides.
 */
function latinKey({ key, code, shiftKey }: KeyPress): string {
  if (/^[a-z/?]$/i.test(key)) return key.toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
}
