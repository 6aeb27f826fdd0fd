"use client";
import type { PartName } from "#lib/payment/facts/amounts.ts";

/** Filled where the money is settled, outlined where it is not. */
const LOOK: Record<PartName, { className: string; strokeDasharray?: string }> = {
  kept: { className: "fill-emerald-edge" },
  held: { className: "fill-[url(#hatch)] stroke-sky-edge stroke-2" },
  bonus: { className: "fill-sky-edge" },
  returned: { className: "fill-violet-edge" },
  stated: { className: "fill-slate-tint stroke-slate-edge stroke-2" },
  unknown: { className: "fill-sunken stroke-line-strong stroke-2", strokeDasharray: "4 3" },
};

/** Bar of the parts of the whole; the figures are in the text beside it. */
export function AmountBar({
  parts,
  label,
}: {
  /** With shares in thousandths. */
  parts: readonly { name: PartName; share: number }[];
  label: string;
}) {
  let left = 0;
  return (
    <svg
      viewBox="0 0 1000 40"
      preserveAspectRatio="none"
      className="h-2 w-full overflow-hidden rounded-full"
      role="img"
      aria-label={label}
    >
      <Hatch />
      <rect width="1000" height="40" className="fill-sunken" />
      {parts.map(({ name, share }) => {
        const from = left;
        left += share;
        // A gap between two parts, but not at the end.
        const width = Math.max(left >= 999 ? 1000 - from : share - 4, 2);
        return (
          <rect
            key={from}
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

/** Stripes of what is held: on the card, and not yet with the shop. */
function Hatch() {
  return (
    <pattern id="hatch" width="12" height="40" patternUnits="userSpaceOnUse">
      <rect width="12" height="40" className="fill-sky-tint" />
      <path d="M0 40 12 0" className="stroke-2 stroke-sky-edge" />
    </pattern>
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
