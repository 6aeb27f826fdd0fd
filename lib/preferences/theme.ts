import { z } from "zod";

/** The themes, in the order in which the button cycles through them. */
export const THEMES = ["system", "light", "dark"] as const;
export const themeSchema = z.enum(THEMES);
export type Theme = z.infer<typeof themeSchema>;

/** The cookie of the chosen theme. */
export const THEME_COOKIE = "anyqta.theme";

/** The theme in the cookie; an unknown value means the theme of the device. */
export function parseTheme(value: string | undefined): Theme {
  return themeSchema.catch("system").parse(value);
}

/** The theme that the button switches to. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
}
