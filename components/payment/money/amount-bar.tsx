"use client";
import type { Part, PartName } from "#lib/payment/facts/amounts.ts";

/** Filled where the money is settled, outlined where it is not. */
const LOOK: Record<PartName, { className: string; strokeDasharray?: string }> = {
  kept: { className: "fill-emerald-edge" },
  held: { className: "fill-sky-tint stroke-sky-edge stroke-2" },
  bonus: { className: "fill-sky-edge" },
  returned: { className: "fill-violet-edge" },
  stated: { className: "fill-slate-tint stroke-slate-edge stroke-2" },
  unknown: { className: "fill-sunken stroke-line-strong stroke-2", strokeDasharray: "4 3" },
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
      {parts.map(({ of, name, share }) => {
        const from = left;
        left += share;
        // A gap between two parts, but not at the end.
        const width = Math.max(left >= 999 ? 1000 - from : share - 4, 2);
        return (
          <rect
            key={of}
            x={from}
            width={width}
            height="40"
            vectorEffect="non-scaling-stroke"
            {...LOOK[name]}
          />
        );
      })}
    </svg>
  );
}

/** Colour sample of a part, for the legend. */
export function Swatch({ name }: { name: PartName }) {
  return (
    <svg viewBox="0 0 8 8" className="size-2.5 shrink-0" aria-hidden="true">
      <rect width="8" height="8" rx="2" vectorEffect="non-scaling-stroke" {...LOOK[name]} />
    </svg>
  );
}
