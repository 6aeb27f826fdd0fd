import type { Locale } from "#lib/i18n/locale.ts";
import type { Theme } from "#lib/preferences/theme.ts";
import type { PageName } from "./pages.ts";

/**
 * A command of the product by its id. The text `palette.commands` of that id is its label, `KEYS` has
 * its keys, and the part of the page that can run it offers it (`components/command`).
 */
export type CommandId =
  | "palette"
  | "help"
  | "box"
  | "field"
  | PageName
  | PageCommand
  | `language_${Locale}`
  | `theme_${Theme}`
  | "sign_out";

/** Commands that only a payment's page can run. */
export const PAGE_COMMANDS = [
  "copy_customer",
  "check_again",
  "copy_link",
  "copy_invoice",
  "bank_message",
  "pdf",
  "create_link",
  "open_details",
  "print",
] as const;
export type PageCommand = (typeof PAGE_COMMANDS)[number];

/** Keys that run a command by themselves; two are pressed one after the other. */
export const KEYS = {
  "/": "box",
  f: "field",
  y: "copy_customer",
  r: "check_again",
  c: "copy_link",
  e: "open_details",
  "g l": "look_up",
  "g t": "history",
  "?": "help",
} as const satisfies Record<string, CommandId>;

/** The keys of a command as they stand on the keyboard; none for a command that has no keys. */
export function keysOf(id: CommandId): string[] {
  const keys = Object.entries(KEYS).find(([, command]) => command === id)?.[0];
  return keys?.toUpperCase().split(" ") ?? [];
}
