import type { Point } from "./globe/globe.ts";

/**
 * Contested territories: where two country names are in use, neither contradicts the coordinates.
 * The product takes no side; the borders are those of the map.
 */
const PAIRS: readonly (readonly [string, string])[] = [
  ["CN", "TW"],
  ["CN", "HK"],
  ["CN", "MO"],
  ["RS", "XK"],
  ["IL", "PS"],
  ["MA", "EH"],
];

/** Crimea, as a box of latitudes and longitudes. */
const CRIMEA = { south: 44.3, north: 46.2, west: 32.4, east: 36.7 };

/** Whether both names are in use at a point. */
export function areContested(one: string, other: string, point: Point): boolean {
  const isPair = (a: string, b: string) => (one === a && other === b) || (one === b && other === a);
  if (PAIRS.some(([a, b]) => isPair(a, b))) return true;
  return isPair("RU", "UA") && isInCrimea(point);
}

function isInCrimea({ latitude, longitude }: Point): boolean {
  const { south, north, west, east } = CRIMEA;
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}
