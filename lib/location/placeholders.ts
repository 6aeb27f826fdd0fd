import type { Point } from "./globe/globe.ts";

/**
 * Points that tables of IP addresses use for "this country, city unknown". They look like an
 * address in a street.
 *
 * Four decimals: what MaxMind's GeoLite2 gives when the city is empty, seen so in public logs and
 * in answers of the services built on it (ip.sb, ipstack); 37.751, -97.822 is the one that made the
 * news (Kashmir Hill, "How an internet mapping glitch turned a random Kansas farm into a digital
 * hell", 2016). Whole degrees: the older table of country averages, the same as the CIA World
 * Factbook's "geographic coordinates", still in use. Almaty and Astana are not in the list, because
 * the centre of a city can also be a correct answer.
 */
const PLACEHOLDERS: readonly (readonly [country: string, latitude: number, longitude: number])[] = [
  ["RU", 55.7386, 37.6068],
  ["US", 37.751, -97.822],
  ["DE", 51.2993, 9.491],
  ["GB", 51.4964, -0.1224],
  ["NL", 52.3824, 4.8995],
  ["CN", 34.7732, 113.722],
  ["KZ", 48, 68],
  ["RU", 60, 100],
  ["US", 38, -97],
  ["CN", 35, 105],
  ["KG", 41, 75],
  ["UZ", 41, 64],
  ["UA", 49, 32],
  ["BY", 53, 28],
  ["TR", 39, 35],
  ["DE", 51, 9],
  ["GB", 54, -2],
];

/** Tolerance: tables have the same point with three or four decimals. */
const NEAR_DEGREES = 0.001;

/** zero: 0/0, in the sea off Africa; country: a whole country; rounded: whole degrees. */
export type Placeholder = { kind: "zero" | "rounded" } | { kind: "country"; country: string };

/** Which placeholder a point is, or null. */
export function placeholderAt(point: Point): Placeholder | null {
  if (isAt(point, 0, 0)) return { kind: "zero" };
  const known = PLACEHOLDERS.find(([, latitude, longitude]) => isAt(point, latitude, longitude));
  if (known) return { kind: "country", country: known[0] };
  // A square of some 80 by 110 kilometres in Kazakhstan's latitudes.
  const isRounded = Number.isInteger(point.latitude) && Number.isInteger(point.longitude);
  return isRounded ? { kind: "rounded" } : null;
}

function isAt(point: Point, latitude: number, longitude: number): boolean {
  return (
    Math.abs(point.latitude - latitude) < NEAR_DEGREES &&
    Math.abs(point.longitude - longitude) < NEAR_DEGREES
  );
}
