import { geoCentroid, geoContains, geoDistance } from "d3-geo";
import type { MultiPolygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import { countryCode } from "../country-names.ts";
import { nearestOnRing } from "./great-circle.ts";
import { remembered } from "./remembered.ts";
import { SMALL_COUNTRIES } from "./small-countries.ts";

/**
 * Shapes of countries: Natural Earth at 1:110 million (public domain, package world-atlas). It is
 * coarse: borders are up to some tens of kilometres off.
 */

export interface Point {
  latitude: number;
  longitude: number;
}

export interface Country {
  code: string;
  shape: MultiPolygon;
  /** The same shape with a tenth of the vertices, for a map of half the world. */
  outline: MultiPolygon;
  /**
   * The centre as [longitude, latitude] (GeoJSON), and the largest distance of the country from it.
   */
  centre: [number, number];
  reachRadians: number;
}

/** The distance of a point from a country's border, or from the centre of a small country. */
export interface Gap {
  kilometres: number;
  to: "edge" | "centre";
}

/** Mean radius of the Earth (IUGG). */
const EARTH_KILOMETRES = 6_371;

/** A point counts as outside of a country beyond this distance, because the map is coarse. */
const COARSENESS_KILOMETRES = 60;

/** Abbreviated names in the map's own table. */
const MAP_NAMES: Readonly<Record<string, string>> = {
  "Bosnia and Herz.": "BA",
  "Central African Rep.": "CF",
  "Dem. Rep. Congo": "CD",
  "Dominican Rep.": "DO",
  "Eq. Guinea": "GQ",
  "Falkland Is.": "FK",
  "Fr. S. Antarctic Lands": "TF",
  "N. Cyprus": "CY",
  "S. Sudan": "SS",
  "Solomon Is.": "SB",
  Somaliland: "SO",
  "W. Sahara": "EH",
};

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

let read: ReadonlyMap<string, Country> | undefined;

/** All countries of the map by code; reads the package once. */
export function countries(): ReadonlyMap<string, Country> {
  read ??= readAtlas(atlas);
  return read;
}

function readAtlas(topology: unknown): Map<string, Country> {
  if (!isAtlas(topology)) throw new Error("world-atlas is not the map that we know");
  const polygons = new Map<string, Position[][][]>();
  for (const { properties, geometry } of feature(topology, topology.objects.countries).features) {
    const code = MAP_NAMES[properties.name] ?? countryCode(properties.name);
    if (!code) continue;
    const parts = polygons.get(code) ?? [];
    if (geometry.type === "Polygon") parts.push(geometry.coordinates);
    if (geometry.type === "MultiPolygon") parts.push(...geometry.coordinates);
    polygons.set(code, parts);
  }
  return new Map([...polygons].map(([code, coordinates]) => [code, measure(code, coordinates)]));
}

/** The package ships JSON without a type; its version is pinned. */
function isAtlas(value: unknown): value is Atlas {
  return typeof value === "object" && value !== null && "arcs" in value && "objects" in value;
}

function measure(code: string, coordinates: Position[][][]): Country {
  const shape: MultiPolygon = { type: "MultiPolygon", coordinates };
  const centre = geoCentroid(shape);
  const distances = coordinates.flat(2).map(([x = 0, y = 0]) => geoDistance(centre, [x, y]));
  const outline = simplified(coordinates);
  return { code, shape, outline, centre, reachRadians: Math.max(...distances) };
}

/**
 * Simplification drops vertices within so many degrees of the last one, and islands that vanish.
 */
const OUTLINE_DEGREES = 2;

function simplified(polygons: Position[][][]): MultiPolygon {
  const rings = polygons.map((rings) => rings.map(thinned).filter((ring) => ring.length > 3));
  return { type: "MultiPolygon", coordinates: rings.filter((polygon) => polygon.length > 0) };
}

function thinned(ring: Position[]): Position[] {
  const kept: Position[] = [];
  for (const [place, corner] of ring.entries()) {
    const [x = 0, y = 0] = corner;
    const [lastX = 999, lastY = 999] = kept.at(-1) ?? [];
    const isFar = Math.hypot(x - lastX, y - lastY) >= OUTLINE_DEGREES;
    if (isFar || place === ring.length - 1) kept.push(corner);
  }
  return kept;
}

/** A table of IP addresses has few points for a shop's payers. */
const POINTS_KEPT = 1_000;

/** The country in which a point lies, or null at sea. */
export const countryAt = remembered(findCountry, POINTS_KEPT);

function findCountry({ latitude, longitude }: Point): string | null {
  const at: [number, number] = [longitude, latitude];
  for (const { code, shape, centre, reachRadians } of countries().values()) {
    if (geoDistance(centre, at) <= reachRadians && geoContains(shape, at)) return code;
  }
  const small = SMALL_COUNTRIES.find(
    ([, lat, long, reach]) => geoDistance([long, lat], at) * EARTH_KILOMETRES <= reach,
  );
  return small?.[0] ?? null;
}

/** The distance from a point to a country; null for a country without shape and centre. */
export const gapTo = remembered(measureGap, POINTS_KEPT);

function measureGap(code: string, { latitude, longitude }: Point): Gap | null {
  const at: [number, number] = [longitude, latitude];
  const country = countries().get(code);
  if (country) {
    const radians = geoContains(country.shape, at)
      ? 0
      : Math.min(...country.shape.coordinates.flat().map((ring) => nearestOnRing(at, ring)));
    return { kilometres: radians * EARTH_KILOMETRES, to: "edge" };
  }
  const small = SMALL_COUNTRIES.find(([one]) => one === code);
  if (!small) return null;
  return { kilometres: geoDistance([small[2], small[1]], at) * EARTH_KILOMETRES, to: "centre" };
}

/** Whether the point is in the country, within the precision of the map. */
export function liesIn(code: string, point: Point): boolean {
  const gap = gapTo(code, point);
  if (!gap) return false;
  const reach = SMALL_COUNTRIES.find(([one]) => one === code)?.[3] ?? 0;
  return gap.kilometres <= COARSENESS_KILOMETRES + reach;
}
