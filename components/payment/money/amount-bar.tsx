"use client";
import type { Part } from "#lib/payment/facts/amounts.ts";

const FILL: Record<Part["name"], string> = {
  kept: "fill-emerald-edge",
  bonus: "fill-sky-edge",
  returned: "fill-violet-edge",
};

/** Bar of the parts of the whole; the figures are in the text beside it. */
export function AmountBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  let left = 0;
  return (
    <svg
      viewBox="0 0 1000 40"
      preserveAspectRatio="none"
      className="h-2.5 w-full overflow-hidden rounded-full"
      role="img"
      aria-label={label}
    >
      <rect width="1000" height="40" className="fill-sunken" />
      {parts.map(({ name, share }) => {
        const from = left;
        left += share;
        const width = Math.max(share - 4, 2);
        return <rect key={name} x={from} width={width} height="40" className={FILL[name]} />;
      })}
    </svg>
  );
}

/** Colour sample of a part, for the legend. */
export function Swatch({ name }: { name: Part["name"] }) {
  return (
    <svg viewBox="0 0 8 8" className="size-2.5 shrink-0" aria-hidden="true">
      <rect width="8" height="8" rx="2" className={FILL[name]} />
    </svg>
  );
}
