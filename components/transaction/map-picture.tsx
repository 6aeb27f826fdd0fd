"use client";

interface MapPictureProps {
  label: string;
  size: { width: number; height: number };
  /** Paths (SVG 1.1, 8.3): the rest of the world, the countries in question, the circle. */
  land: string;
  countries: readonly string[];
  circle: string | null;
  /** Where the pin's tip stands. */
  pin: readonly [number, number] | null;
}

/** Draws what place-map.tsx has measured. */
export function MapPicture({ label, size, land, countries, circle, pin }: MapPictureProps) {
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={label}
      className="mb-3 w-full rounded-md border border-line bg-canvas"
    >
      <path d={land} className="fill-sunken stroke-line" strokeWidth="0.7" />
      {countries.map((path, place) => (
        <path
          key={path}
          d={path}
          className={
            place === 0 ? "fill-sky-tint stroke-sky-edge" : "fill-amber-tint stroke-amber-edge"
          }
          strokeWidth="1.5"
          strokeDasharray={place === 0 ? undefined : "4 3"}
        />
      ))}
      {circle ? (
        <path
          d={circle}
          className="fill-none stroke-sky-ink"
          strokeWidth="1.5"
          strokeDasharray="2 4"
        />
      ) : null}
      {pin ? (
        <path
          data-pin=""
          d="M0 0C-6-9-9-12-9-17a9 9 0 0 1 18 0c0 5-3 8-9 17Z"
          transform={`translate(${pin[0].toFixed(1)} ${pin[1].toFixed(1)})`}
          className="fill-ink stroke-surface"
          strokeWidth="1.5"
        />
      ) : null}
    </svg>
  );
}
