import { geoCentroid, geoContains, geoDistance } from "d3-geo";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import { countryByName, type Geography, type Point } from "./location.ts";

/**
 * Countries as drawn by Natural Earth at 1:110 million (package world-atlas): good for telling
 * countries apart and for a small map, not for borders.
 */

export type Country = Feature<Polygon | MultiPolygon, { name: string }>;

const EARTH_RADIUS_KILOMETRES = 6_371;

interface World {
  all: { features: readonly Country[] };
  byCode: ReadonlyMap<string, Country>;
}

let read: World | undefined;

/** All countries, read from the package once. */
export function world(): World {
  read ??= readWorld();
  return read;
}

function readWorld(): World {
  const topology: Topology<{ countries: GeometryCollection<{ name: string }> }> =
    // The package ships JSON without a type of its own.
    JSON.parse(JSON.stringify(atlas));
  const collection = feature(topology, topology.objects.countries);
  const features = collection.features.flatMap((one): Country[] =>
    one.geometry.type === "Polygon" || one.geometry.type === "MultiPolygon"
      ? [{ ...one, geometry: one.geometry }]
      : [],
  );
  const byCode = new Map(
    features.flatMap((country): [string, Country][] => {
      const code = countryByName(country.properties.name);
      return code ? [[code, country]] : [];
    }),
  );
  return { all: { features }, byCode };
}

export const geography: Geography = {
  countryAt({ latitude, longitude }) {
    for (const [code, country] of world().byCode) {
      if (geoContains(country, [longitude, latitude])) return code;
    }
    return null;
  },
  distance({ latitude, longitude }, code) {
    const country = world().byCode.get(code);
    if (!country) return null;
    const nearest = Math.min(
      ...corners(country).map(([x = 0, y = 0]) => geoDistance([longitude, latitude], [x, y])),
    );
    return Math.round(nearest * EARTH_RADIUS_KILOMETRES);
  },
};

/** The middle of a country. */
export function middleOf(country: Country): Point {
  const [longitude, latitude] = geoCentroid(country);
  return { latitude, longitude };
}

function corners({ geometry }: Country): Position[] {
  return geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates.flat(2);
}
