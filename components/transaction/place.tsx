import { useLocale, useTranslations } from "next-intl";
import { type Fact, Facts, Foreign } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { geography } from "#lib/geography.ts";
import { INTL_TAG } from "#lib/i18n/locale.ts";
import { type PlaceReading, readPlace } from "#lib/location.ts";
import type { Payment } from "#lib/payment.ts";
import { PlaceMap } from "./place-map.tsx";

/** Where the payment is said to come from, and how far that can be believed. */
export function Place({ location, ip }: { location: Payment["location"]; ip: Fact }) {
  const t = useTranslations();
  const countryName = useCountryName();
  const reading = readPlace(location, geography);
  const verdict = useVerdict(reading, location.city);
  const { latitude, longitude } = location;
  const foreign = (text: string | null) => text && <Foreign>{text}</Foreign>;
  return (
    <Section title={t("sections.place")}>
      <p className="mb-3 font-medium text-base text-ink">{verdict}</p>
      <PlaceMap reading={reading} label={verdict} />
      <Signals reading={reading} />
      <Facts
        missing={t("transaction.not_provided")}
        facts={[
          ip,
          { label: t("place.address"), value: t(`place.class.${reading.address}`) },
          {
            label: t("fields.country"),
            value: location.country && (
              <>
                <Foreign>{location.country}</Foreign>
                {reading.named && countryName(reading.named) !== location.country ? (
                  <span className="text-muted"> ({countryName(reading.named)})</span>
                ) : null}
              </>
            ),
          },
          { label: t("fields.city"), value: foreign(location.city) },
          { label: t("fields.region"), value: foreign(location.region) },
          { label: t("fields.district"), value: foreign(location.district) },
          {
            label: t("fields.coordinates"),
            value: latitude === null || longitude === null ? null : `${latitude}, ${longitude}`,
          },
        ]}
      />
      <p className="mt-3 text-muted text-xs">{t("fields.place_warning")}</p>
    </Section>
  );
}

/** The place in one line. */
function useVerdict(reading: PlaceReading, city: string | null): string {
  const t = useTranslations("place");
  const countryName = useCountryName();
  const country = countryName(reading.named ?? reading.located ?? "");
  if (reading.certainty === "not_known") return t("not_known");
  if (reading.certainty === "country_only") return t("country_only", { country });
  return city ? t("city", { city, country }) : t("point", { country });
}

/** What speaks against the place, each with what to check; no score. */
function Signals({ reading }: { reading: PlaceReading }) {
  const t = useTranslations("place.signals");
  const countryName = useCountryName();
  if (reading.signals.length === 0) return null;
  return (
    <ul className="mb-3 list-disc space-y-1 border-amber-edge border-l-4 bg-amber-tint py-2 pr-3 pl-7 text-amber-ink text-sm">
      {reading.signals.map((signal) => (
        <li key={signal}>
          {t(signal, {
            named: countryName(reading.named ?? ""),
            located: countryName(reading.located ?? ""),
            kilometres: String(reading.apartKilometres ?? ""),
          })}
        </li>
      ))}
    </ul>
  );
}

/** A country by its code in the reader's language. */
function useCountryName(): (code: string) => string {
  const locale = useLocale();
  const names = new Intl.DisplayNames(INTL_TAG[locale], { type: "region", fallback: "none" });
  return (code) => (code ? (names.of(code) ?? code) : "");
}
