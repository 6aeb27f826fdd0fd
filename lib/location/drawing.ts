import {
  type GeoProjection,
  geoAzimuthalEqualArea,
  geoCentroid,
  geoDistance,
  geoPath,
} from "d3-geo";
import type { MultiPoint, MultiPolygon, Position } from "geojson";
import { type Country, countries } from "./globe/globe.ts";
import { remembered } from "./globe/remembered.ts";
import { SMALL_COUNTRIES } from "./globe/small-countries.ts";
import type { LocationReading } from "./location.ts";
import { PATH_UNIT, PathText } from "./path-text.ts";

/** A small map of the place; the text beside it says the same. Its paths are SVG in `FRAME.pathUnit`. */
export interface Drawing {
  /** All other countries within the frame. */
  land: string;
  /** The named country, and the country of the coordinates if it is another one. */
  areas: readonly { code: string; role: "named" | "located"; path: string }[];
  /** A country too small for the map. */
  circles: readonly { code: string; role: "named" | "located"; x: number; y: number; r: number }[];
  /** Only for a plausible point. */
  pin: { x: number; y: number } | null;
}

export const FRAME = { width: 480, height: 270, pathUnit: PATH_UNIT };
const MARGIN = { side: 36, top: 36, bottom: 24 };

/** The map is at least about 1,500 km wide, so that it shows neighbouring countries. */
const CLOSEST_SCALE = (FRAME.width * 6_371) / 1_500;
const SMALLEST_CIRCLE = 9;

/** With at least so many countries, those that are not in question are simplified. */
const MANY_COUNTRIES = 80;

/** A drawing takes some kilobytes; a shop's payers come from few places. */
const DRAWINGS_KEPT = 200;

/** Draws the region around the place; null if no place is known. */
export function drawPlace({ place, named, located, point, gap }: LocationReading): Drawing | null {
  const isPlaced = point !== null && (located !== null || gap !== null);
  return drawOnce({
    named,
    located,
    point: isPlaced ? point : null,
    hasPin: place === "point",
  });
}

const drawOnce = remembered(draw, DRAWINGS_KEPT);

/** All that a drawing depends on. */
interface Subject extends Pick<LocationReading, "named" | "located" | "point"> {
  hasPin: boolean;
}

function draw(subject: Subject): Drawing | null {
  const { named, located, point, hasPin } = subject;
  const codes = [named, located].filter((code) => code !== null);
  const roles = [...new Set(codes)].map((code) => ({
    code,
    role: code === named ? ("named" as const) : ("located" as const),
  }));
  const focus = focusOf(subject);
  if (focus.length === 0) return null;
  const projection = projectionTo(focus);
  const inFrame = [...countries().values()].filter(isWithin(projection));
  const path = pathMaker(projection);
  const detail = inFrame.length > MANY_COUNTRIES ? "outline" : "shape";
  const shown = new Set(codes);
  return {
    land: inFrame.map((country) => (shown.has(country.code) ? "" : path(country[detail]))).join(""),
    areas: roles.flatMap(({ code, role }) => {
      const country = inFrame.find((one) => one.code === code);
      const shape = country ? path(country.shape) : "";
      return shape ? [{ code, role, path: shape }] : [];
    }),
    circles: roles.flatMap(({ code, role }) =>
      circleOf(code, projection).map((at) => ({ code, role, ...at })),
    ),
    pin: hasPin && point ? place(projection, point) : null,
  };
}

/** The positions that the frame must contain: the countries in question and the coordinates. */
function focusOf({ named, located, point }: Subject): Position[] {
  const country = named ?? located;
  return [
    ...(country ? outlineOf(country) : []),
    ...(point ? [[point.longitude, point.latitude]] : []),
  ];
}

/** The largest part of a country, without its far-away islands. */
function outlineOf(code: string): Position[] {
  const country = countries().get(code);
  if (!country) {
    return SMALL_COUNTRIES.filter(([one]) => one === code).map(([, lat, long]) => [long, lat]);
  }
  const rings = country.shape.coordinates.map(([outer = []]) => outer);
  return rings.reduce((one, other) => (other.length > one.length ? other : one), []);
}

/** An equal-area projection around the centre of these positions, as large as the frame allows. */
function projectionTo(focus: Position[]): GeoProjection {
  const points: MultiPoint = { type: "MultiPoint", coordinates: focus };
  const [longitude, latitude] = geoCentroid(points);
  const { width, height } = FRAME;
  const projection = geoAzimuthalEqualArea()
    .precision(0)
    .rotate([-longitude, -latitude])
    .fitExtent(
      [
        [MARGIN.side, MARGIN.top],
        [width - MARGIN.side, height - MARGIN.bottom],
      ],
      points,
    );
  if (!(projection.scale() < CLOSEST_SCALE)) {
    projection.scale(CLOSEST_SCALE).translate([width / 2, height / 2]);
  }
  return projection.clipExtent([
    [-2, -2],
    [width + 2, height + 2],
  ]);
}

/** A filter for countries that may be within the frame; the others need not be projected. */
function isWithin(projection: GeoProjection): (country: Country) => boolean {
  const { width, height } = FRAME;
  const centre = projection.invert?.([width / 2, height / 2]);
  const sine = Math.hypot(width, height) / 4 / projection.scale();
  if (!centre || sine >= 1) return () => true;
  const radius = 2 * Math.asin(sine);
  return (country) => geoDistance(country.centre, centre) <= radius + country.reachRadians;
}

function pathMaker(projection: GeoProjection): (shape: MultiPolygon) => string {
  return (shape) => {
    const text = new PathText();
    geoPath(projection, text)(shape);
    return text.toString();
  };
}

function circleOf(code: string, projection: GeoProjection): { x: number; y: number; r: number }[] {
  return SMALL_COUNTRIES.filter(([one]) => one === code).flatMap(
    ([, latitude, longitude, reach]) => {
      const at = place(projection, { latitude, longitude });
      const r = Math.max(SMALLEST_CIRCLE, tenth((reach / 6_371) * projection.scale()));
      return at ? [{ ...at, r }] : [];
    },
  );
}

function place(projection: GeoProjection, point: { latitude: number; longitude: number }) {
  const at = projection([point.longitude, point.latitude]);
  return at ? { x: tenth(at[0]), y: tenth(at[1]) } : null;
}

function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
