"use client";
import { BRAND_NAME, type Brand } from "#lib/card/brand.ts";

/** Own marks for the card brands, distinguishable by shape and not by colour alone. */
export function BrandMark({ brand }: { brand: Brand }) {
  return (
    <svg
      viewBox="0 0 36 24"
      className="h-5 w-7.5 shrink-0"
      role="img"
      aria-label={BRAND_NAME[brand]}
    >
      <rect
        x="0.5"
        y="0.5"
        width="35"
        height="23"
        rx="3.5"
        className="fill-surface stroke-line-strong"
      />
      <g fill="none" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round">
        {MARK[brand]}
      </g>
    </svg>
  );
}

const MARK = {
  visa: <path d="m10 7 4.5 10L24 7" className="stroke-sky-edge" />,
  mastercard: (
    <>
      <circle cx="14.5" cy="12" r="5.5" className="stroke-red-edge" />
      <circle cx="21.5" cy="12" r="5.5" className="stroke-amber-edge" />
    </>
  ),
  maestro: (
    <>
      <circle cx="14.5" cy="12" r="5.5" className="stroke-sky-edge" />
      <circle cx="21.5" cy="12" r="5.5" className="stroke-red-edge" />
    </>
  ),
  amex: <path d="M10 7h16v10H10zM10 17 26 7" className="stroke-sky-edge" />,
  unionpay: <path d="m11 17 3-10M17 17l3-10M23 17l3-10" className="stroke-emerald-edge" />,
  mir: <path d="M10 17V7l4 6 4-6v10M22 7v10M22 12h4" className="stroke-emerald-edge" />,
} as const satisfies Record<Brand, React.ReactNode>;
