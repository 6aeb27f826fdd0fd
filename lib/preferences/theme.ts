import { z } from "zod";

/** The themes in the order in which the button goes round. */
const THEMES = ["system", "light", "dark"] as const;
export const themeSchema = z.enum(THEMES);
export type Theme = z.infer<typeof themeSchema>;

/** The cookie that remembers the choice. */
export const THEME_COOKIE = "anyqta.theme";

/** A cookie is input like any other: what we do not know is the device's own theme. */
export function parseTheme(value: string | undefined): Theme {
  return themeSchema.catch("system").parse(value);
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
}
