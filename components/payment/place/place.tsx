import { useLocale, useTranslations } from "next-intl";
import { type Fact, Facts } from "#components/ui/facts/facts.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { countryName } from "#lib/location/country-names.ts";
import { type LocationReading, readLocation } from "#lib/location/location.ts";
import type { Payment } from "#lib/payment/payment.ts";
import { useFactWords } from "../facts/use-facts.ts";
import { PlaceMap } from "./place-map.tsx";
import { PlaceSignals } from "./place-signals.tsx";

type StatedClass = Exclude<LocationReading["address"]["class"], "none">;

/** The place of the payment's IP address by the bank, and how plausible it is. */
export function Place({
  location,
  ip,
  isOwnAddress,
  isCoarse,
}: {
  location: Payment["location"];
  /** Is the address one of the shop's own servers? */
  isOwnAddress: boolean;
  /** Were the coordinates rounded, as this viewer may not see them? */
  isCoarse: boolean;
  /** The line of the IP address, which may be hidden. */
  ip: Fact;
}) {
  const t = useTranslations();
  const reading = readLocation(location, { isOwnAddress, isCoarse });
  const { class: kind, version } = reading.address;
  // Points that stand for a whole country are not rounded.
  const isRounded = isCoarse && reading.placeholder === null;
  const verdict = useVerdict(reading, location.city);
  const foreign = (label: string, value: string | null) =>
    ({ label, value, is: "foreign" }) as const;
  return (
    <>
      <p className="mb-3 font-medium text-base text-ink">
        <Foreign>{verdict}</Foreign>
      </p>
      <PlaceMap reading={reading} label={verdict} />
      <PlaceSignals reading={reading} />
      <Facts
        words={useFactWords()}
        facts={[
          ip,
          {
            label: t("place.address"),
            value: kind === "none" ? null : <AddressKind kind={kind} version={version} />,
          },
          {
            label: t("fields.country"),
            value: location.country && (
              <CountryLine code={reading.named} written={location.country} />
            ),
          },
          foreign(t("fields.city"), location.city),
          foreign(t("fields.region"), location.region),
          foreign(t("fields.district"), location.district),
          {
            label: t("fields.coordinates"),
            value: coordinatesLine(location, t(isRounded ? "place.coarse" : "place.as_sent")),
          },
        ]}
      />
      <p className="mt-3 text-muted text-xs">{t("fields.place_warning")}</p>
    </>
  );
}

/** The place in one line. */
function useVerdict({ place, named, located }: LocationReading, city: string | null): string {
  const t = useTranslations("place");
  const locale = useLocale();
  const code = named ?? located;
  if (place === "not_known" || code === null) return t("not_known");
  const country = countryName(code, locale);
  if (place === "country_only") {
    return city ? t("country_only_city", { city, country }) : t("country_only", { country });
  }
  return city ? t("city", { city, country }) : t("point", { country });
}

/** The kind of the IP address, and what that means for the customer. */
function AddressKind({ kind, version }: { kind: StatedClass; version: 4 | 6 | null }) {
  const t = useTranslations("place");
  const name = t(`class.${kind}`);
  return (
    <>
      {version ? t("kind", { class: name, version: String(version) }) : name}
      <span className="block text-muted text-xs">{t(`meaning.${kind}`)}</span>
    </>
  );
}

/** The country in the reader's language, with the bank's own spelling if that differs. */
function CountryLine({ code, written }: { code: string | null; written: string }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const name = code && countryName(code, locale);
  if (!name || name === written) return <Foreign>{written}</Foreign>;
  return (
    <>
      {name}
      <span className="block text-muted text-xs">
        <Foreign>{t("bank_spelling", { text: written })}</Foreign>
      </span>
    </>
  );
}

/** The coordinates as received, also a single one. */
function coordinatesLine({ latitude, longitude }: Payment["location"], note: string) {
  if (latitude === null && longitude === null) return null;
  if (latitude === null || longitude === null) return `${latitude ?? "—"}, ${longitude ?? "—"}`;
  return (
    <>
      {`${latitude}, ${longitude}`}
      <span className="block text-muted text-xs">{note}</span>
    </>
  );
}
