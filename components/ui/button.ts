/** Class names of buttons, and of links that look like buttons: one size, two variants (patterns.css). */
export const BUTTON = { primary: "button-primary", plain: "button-plain" } as const;

/** Class name of one-line inputs. */
export const INPUT = "input";
