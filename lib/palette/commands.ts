import type { Locale } from "#lib/i18n/locale.ts";
import type { Theme } from "#lib/preferences/theme.ts";

/**
 * A command of the product by its id. The text `palette.commands` of that id is its label, `KEYS` has
 * its keys, and the part of the page that can run it offers it (`components/command`).
 */
export type CommandId =
  | "palette"
  | "help"
  | "field"
  | PageName
  | PageCommand
  | `language_${Locale}`
  | `theme_${Theme}`
  | "sign_out";

/** Commands that only a payment's page can run. */
export const PAGE_COMMANDS = [
  "copy_link",
  "check_again",
  "copy_customer",
  "open_details",
  "copy_invoice",
  "print",
] as const;
export type PageCommand = (typeof PAGE_COMMANDS)[number];

/** Commands that lead to another page. */
export const PAGES = { look_up: "/", history: "/transactions" } as const;
export type PageName = keyof typeof PAGES;

/** Keys that run a command by themselves; two are pressed one after the other. */
export const KEYS = {
  "/": "field",
  "?": "help",
  c: "copy_link",
  r: "check_again",
  y: "copy_customer",
  e: "open_details",
  "g l": "look_up",
  "g t": "history",
} as const satisfies Record<string, CommandId>;

/** The keys of a command as they stand on the keyboard; none for a command that has no keys. */
export function keysOf(id: CommandId): string[] {
  const keys = Object.entries(KEYS).find(([, command]) => command === id)?.[0];
  return keys?.toUpperCase().split(" ") ?? [];
}
