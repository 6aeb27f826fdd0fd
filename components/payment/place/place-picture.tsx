"use client";
import type { Drawing } from "#lib/location/drawing.ts";

/** What a country on the map stands for. */
export type Role = Drawing["areas"][number]["role"];

/**
 * The named country filled with a solid edge, the one of the coordinates hollow and dashed:
 * distinguishable without colour.
 */
const LOOK: Record<Role, { className: string; fillOpacity: number; dashes?: [number, number] }> = {
  named: {
    className:
      "fill-sky-edge stroke-sky-edge forced-colors:fill-[Highlight] forced-colors:stroke-[CanvasText]",
    fillOpacity: 0.3,
  },
  located: {
    className:
      "fill-amber-tint stroke-amber-edge forced-colors:fill-[Canvas] forced-colors:stroke-[CanvasText]",
    fillOpacity: 1,
    dashes: [5, 3],
  },
};

/** The same lines in every unit, which is a part of a pixel. */
function lookOf(role: Role, unit = 1) {
  const { dashes, ...look } = LOOK[role];
  const strokeDasharray = dashes?.map((pixels) => pixels / unit).join(" ");
  return { ...look, strokeWidth: 1.5 / unit, strokeDasharray };
}

/** Draws the map whose paths the server has made. */
export function PlacePicture({
  drawing: { land, areas, circles, pin },
  frame,
  label,
}: {
  drawing: Drawing;
  /** In pixels; `pathUnit` is the unit of the paths. */
  frame: { width: number; height: number; pathUnit: number };
  label: string;
}) {
  const { pathUnit: unit } = frame;
  return (
    <svg
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={label}
      className="w-full rounded-md border border-line bg-sunken"
    >
      <g transform={`scale(${unit})`} strokeLinejoin="round">
        <path
          d={land}
          className="fill-surface stroke-line-strong forced-colors:fill-[Canvas] forced-colors:stroke-[GrayText]"
          strokeWidth={0.5 / unit}
        />
        {/* The named country last, so that its solid edge covers the dashed one. */}
        {areas.toReversed().map(({ role, path }) => (
          <path key={role} d={path} {...lookOf(role, unit)} />
        ))}
      </g>
      {circles.map(({ role, x, y, r }) => (
        <circle key={role} cx={x} cy={y} r={r} {...lookOf(role)} />
      ))}
      {pin ? <Pin {...pin} /> : null}
    </svg>
  );
}

/** A pin whose tip marks the point. */
function Pin({ x, y }: { x: number; y: number }) {
  return (
    <g data-pin="" transform={`translate(${x} ${y})`}>
      <path
        d="M0 0C-6-9-9-12-9-17a9 9 0 0 1 18 0c0 5-3 8-9 17Z"
        className="fill-ink stroke-surface forced-colors:fill-[CanvasText] forced-colors:stroke-[Canvas]"
        strokeWidth="1.5"
      />
      <circle cy="-17" r="3" className="fill-surface forced-colors:fill-[Canvas]" />
    </g>
  );
}

/** How a country of this role is drawn, for the legend. */
export function RoleSwatch({ role }: { role: Role }) {
  return (
    <svg viewBox="0 0 20 12" className="h-3 w-5 shrink-0" aria-hidden="true">
      <rect x="1" y="1" width="18" height="10" {...lookOf(role)} />
    </svg>
  );
}
