import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#lib/location/country-names.ts";
import type { LocationReading, Signal, Weight } from "#lib/location/location.ts";

/** Style of each severity: a border and a sign next to its word. */
const LOOK: Record<Weight, { edge: string; sign: string }> = {
  contradiction: { edge: "border-amber-edge bg-amber-tint text-amber-ink", sign: "≠" },
  check: { edge: "border-amber-edge bg-surface text-ink", sign: "?" },
  note: { edge: "border-slate-edge bg-surface text-ink", sign: "i" },
};

/** Reasons to doubt the place, each with its severity and what to check; there is no score. */
export function PlaceSignals({ reading }: { reading: LocationReading }) {
  if (reading.signals.length === 0) return null;
  return (
    <ul className="mb-3 space-y-2 text-sm">
      {reading.signals.map((signal) => (
        <SignalLine key={signal.code} signal={signal} reading={reading} />
      ))}
    </ul>
  );
}

function SignalLine({ signal, reading }: { signal: Signal; reading: LocationReading }) {
  const t = useTranslations("place");
  const values = useValues(reading);
  const { edge, sign } = LOOK[signal.weight];
  return (
    <li className={`border-l-4 py-1.5 pr-2 pl-3 ${edge}`}>
      <p>
        <span aria-hidden="true" className="mr-1.5 font-mono font-semibold">
          {sign}
        </span>
        <span className="font-semibold">{t(`weights.${signal.weight}`)}:</span>{" "}
        {t(`signals.${signal.code}.reason`, values)}
      </p>
      <p className="mt-0.5 text-xs">{t(`signals.${signal.code}.check`)}</p>
    </li>
  );
}

/** The contradiction in one line. */
export function PlaceContradiction({
  reading,
  signal,
}: {
  reading: LocationReading;
  signal: Signal;
}) {
  const t = useTranslations("place");
  const values = useValues(reading);
  return (
    <p>
      <span aria-hidden="true" className="mr-1.5 font-mono font-semibold">
        {LOOK.contradiction.sign}
      </span>
      {t(`signals.${signal.code}.reason`, values)}
    </p>
  );
}

/** Names and distance that fill a reason's text. */
function useValues({ named, located, placeholder, gap }: LocationReading) {
  const t = useTranslations("place.distance");
  const locale = useLocale();
  const name = (code: string | null) => (code ? countryName(code, locale) : "");
  return {
    named: name(named),
    located: name(located),
    placeholder: name(placeholder?.kind === "country" ? placeholder.country : null),
    distance: gap ? t(gap.to, { kilometres: String(gap.kilometres) }) : "",
  };
}
