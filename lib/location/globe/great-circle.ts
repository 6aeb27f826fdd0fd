import type { Position } from "geojson";

/** Distances from a point to a line on the globe; d3-geo has only distances between points. */

type Vector = readonly [number, number, number];

/** The angle from a point to the nearest point of a closed line of great arcs, in radians. */
export function nearestOnRing([longitude, latitude]: [number, number], ring: Position[]): number {
  const point = vector(longitude, latitude);
  const corners = ring.map(([x = 0, y = 0]) => vector(x, y));
  let nearest = Math.PI;
  let from = corners.at(-1);
  for (const to of corners) {
    if (from) nearest = Math.min(nearest, nearestOnArc(point, from, to));
    from = to;
  }
  return nearest;
}

/**
 * The angle to the foot of the perpendicular if that is on the arc, otherwise to the nearer end.
 */
function nearestOnArc(point: Vector, from: Vector, to: Vector): number {
  const normal = cross(from, to);
  const length = Math.hypot(...normal);
  const isBetween =
    length > 0 && dot(cross(normal, from), point) > 0 && dot(cross(to, normal), point) > 0;
  return isBetween
    ? Math.abs(Math.asin(bounded(dot(normal, point) / length)))
    : Math.min(angle(point, from), angle(point, to));
}

function vector(longitude: number, latitude: number): Vector {
  const [x, y] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
}

function angle(a: Vector, b: Vector): number {
  return Math.acos(bounded(dot(a, b)));
}

function bounded(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
