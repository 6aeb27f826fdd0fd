import type { ReactNode } from "react";

/** Icons that the library lacks, in its style (24 px grid, 2 px round strokes). */

interface IconProps {
  className?: string;
}

function Icon({ children, ...props }: IconProps & { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...props}
    >
      {children}
    </svg>
  );
}

/** The hold has expired. */
export function CrossedHourglass(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M5 22h14M5 2h14M17 22v-4.2a2 2 0 0 0-.6-1.4L12 12l-4.4 4.4a2 2 0 0 0-.6 1.4V22M7 2v4.2a2 2 0 0 0 .6 1.4L12 12l4.4-4.4a2 2 0 0 0 .6-1.4V2" />
      <path d="m3 4 18 16" />
    </Icon>
  );
}

/** The card was verified without a payment. */
export function CardTick(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M22 11V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h7M2 10h20" />
      <path d="m15 18 2.5 2.5L22 16" />
    </Icon>
  );
}

/** A partial refund: the arrow's shaft is broken. */
export function HalfArrow(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M9 14 4 9l5-5M4 9h6M14 9h.5a5.5 5.5 0 0 1 5.4 4.5" />
      <path d="M19 18.5a5.5 5.5 0 0 1-4.5 1.5H13" strokeDasharray="2 3" />
    </Icon>
  );
}
