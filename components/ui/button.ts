/** Class names of buttons, and of links that look like buttons: one size, two variants (patterns.css). */
export const BUTTON = { primary: "button-primary", plain: "button-plain" } as const;

/** Class name of one-line inputs. */
export const INPUT = "input";

/** Attributes of an input whose text /api/find looks up or searches for. */
export const FIND_INPUT = {
  name: "text",
  autoComplete: "off",
  autoCapitalize: "off",
  spellCheck: false,
  enterKeyHint: "search",
  maxLength: 4_000,
} as const;
