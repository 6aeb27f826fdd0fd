/** Class names that rotate the icon "arrow", which points left. */
export const ARROW = {
  back: "size-4",
  onward: "size-4 rotate-180",
  up: "size-4 rotate-90",
  down: "size-4 -rotate-90",
} as const;
