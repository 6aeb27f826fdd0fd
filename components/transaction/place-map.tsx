import { geoArea, geoCircle, geoNaturalEarth1, geoPath } from "d3-geo";
import { type Country, middleOf, world } from "#lib/geography.ts";
import type { PlaceReading } from "#lib/location.ts";
import { MapPicture } from "./map-picture.tsx";

const SIZE = { width: 480, height: 240 };
const MARGIN = 24;

/**
 * The place as a picture: the named country, as large as it is uncertain; a pin only where the
 * coordinates can be believed; where they contradict the country, both, and no pin. Drawn on the
 * server; the words beside it say the same.
 */
export function PlaceMap({ reading, label }: { reading: PlaceReading; label: string }) {
  const codes = [reading.named, reading.located].filter((code) => code !== null);
  const shown = [...new Set(codes)].flatMap((code) => world().byCode.get(code) ?? []);
  if (shown.length === 0) return null;
  return <MapPicture {...drawn(reading, shown)} label={label} />;
}

/** The paths of the picture, cut to its frame. */
function drawn(reading: PlaceReading, shown: readonly Country[]) {
  const [first] = shown;
  const middle = first ? middleOf(first) : null;
  const projection = geoNaturalEarth1()
    .rotate([-(middle?.longitude ?? 0), 0])
    .fitExtent(
      [
        [MARGIN, MARGIN],
        [SIZE.width - MARGIN, SIZE.height - MARGIN],
      ],
      { type: "FeatureCollection", features: [...shown] },
    )
    .clipExtent([
      [-1, -1],
      [SIZE.width + 1, SIZE.height + 1],
    ]);
  const draw = geoPath(projection).digits(0);
  const others = world().all.features.filter((country) => !shown.includes(country));
  const isPinned = reading.certainty === "point" && reading.point !== null;
  return {
    size: SIZE,
    land: others.map((country) => draw(country) ?? "").join(""),
    countries: shown.map((country) => draw(country) ?? ""),
    circle: reading.certainty === "country_only" && first ? draw(circleAround(first)) : null,
    pin:
      isPinned && reading.point
        ? projection([reading.point.longitude, reading.point.latitude])
        : null,
  };
}

/** A circle of the country's own size: somewhere in there. */
function circleAround(country: Country) {
  const { longitude, latitude } = middleOf(country);
  const radius = Math.acos(1 - geoArea(country) / (2 * Math.PI));
  return geoCircle()
    .center([longitude, latitude])
    .radius((radius * 180) / Math.PI)();
}
