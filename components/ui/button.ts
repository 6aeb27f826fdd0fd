/** Class names of buttons, and of links that look like buttons: one size, two variants. */
const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-4 py-2 text-center font-medium text-sm";

export const BUTTON = {
  primary: `${SHAPE} border border-transparent bg-accent text-accent-ink hover:brightness-110`,
  plain: `${SHAPE} border border-line-strong bg-surface text-ink hover:bg-sunken`,
} as const;

/** Class names of one-line inputs. */
export const INPUT =
  "min-h-11 rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-muted";

/** Attributes of an input whose text /api/find looks up or searches for. */
export const FIND_INPUT = {
  name: "text",
  autoComplete: "off",
  autoCapitalize: "off",
  spellCheck: false,
  enterKeyHint: "search",
  maxLength: 4_000,
} as const;
