/** Class names that turn the icon "arrow", which points to the left: one drawing for all directions. */
export const ARROW = {
  back: "size-4",
  onward: "size-4 rotate-180",
  up: "size-4 rotate-90",
  down: "size-4 -rotate-90",
} as const;
