/** The icons of icons.css, by name. */
export type IconName =
  | "tick"
  | "padlock"
  | "arrow-back"
  | "half-arrow"
  | "open-padlock"
  | "crossed-hourglass"
  | "clock"
  | "card-tick"
  | "shield-cross"
  | "cross"
  | "magnifier"
  | "bank"
  | "spanner"
  | "question"
  | "warning"
  | "leave"
  | "arrow"
  | "chevron"
  | "light"
  | "dark"
  | "system";

/**
 * An icon in the colour of the text, for the eye only. A mask of the style sheet and not an SVG
 * element: that would stand in the page's HTML and scripts each time.
 */
export function Icon({ name, className = "size-4" }: { name: IconName; className?: string }) {
  return <span className={`icon icon-${name} ${className}`.trimEnd()} />;
}
