import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#lib/location/country-names.ts";
import { drawPlace, FRAME } from "#lib/location/drawing.ts";
import type { LocationReading } from "#lib/location/location.ts";
import { PlacePicture, type Role, RoleSwatch } from "./place-picture.tsx";

/**
 * A map of the place, projected on the server: the named country is filled, and there is a pin only
 * if the coordinates are plausible. It has no labels; the text above says the same in words.
 */
export function PlaceMap({ reading, label }: { reading: LocationReading; label: string }) {
  const t = useTranslations("place.map");
  const drawing = drawPlace(reading);
  if (!drawing) return null;
  return (
    <figure className="mb-4">
      <PlacePicture drawing={drawing} frame={FRAME} label={label} />
      <figcaption className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
        <Legend reading={reading} />
        <span>{t(reading.place)}</span>
      </figcaption>
    </figure>
  );
}

/** Legend of the filled and the dashed country. */
function Legend({ reading: { named, located } }: { reading: LocationReading }) {
  const t = useTranslations("place.map");
  const locale = useLocale();
  const entries: { role: Role; code: string }[] = [
    ...(named ? [{ role: "named" as const, code: named }] : []),
    ...(located && located !== named ? [{ role: "located" as const, code: located }] : []),
  ];
  return entries.map(({ role, code }) => (
    <span key={role} className="inline-flex items-center gap-1.5">
      <RoleSwatch role={role} />
      {t(role, { country: countryName(code, locale) })}
    </span>
  ));
}
