import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BRAND_NAME, brandInText, brandOfNumber } from "#lib/card/brand.ts";
import { readLocation } from "#lib/location/location.ts";
import { confirmationOf } from "#lib/payment/explanation/explain.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import type { Flag, Payment } from "#lib/payment/payment.ts";
import { useFieldLabel } from "../facts/use-field-label.ts";
import { PlaceContradiction } from "../place/place-signals.tsx";

/** What to be careful with, in one place: doubts about the answer, the risk of a dispute, the place. */
export function Attention({ answer, children }: { answer: ShownAnswer; children?: ReactNode }) {
  const t = useTranslations();
  const { payment } = answer;
  const doubts = useDoubts(answer.flags);
  const { liability } = confirmationOf(answer);
  const brand = payment && otherBrand(payment);
  const reading =
    payment &&
    readLocation(payment.location, {
      isOwnAddress: answer.ownAddress,
      isCoarse: answer.hidden.includes("location.ip"),
    });
  const contradiction = reading?.signals.find(({ weight }) => weight === "contradiction");
  const warned = [
    ...(liability === "not_passed" ? [t("card.liability.not_passed")] : []),
    ...(brand ? [t("card.brand_differs", { brand })] : []),
  ];
  if (!contradiction && !children && doubts.length + warned.length === 0) return null;
  return (
    <section className="card attention">
      <div>
        <h2>{t("payment_page.attention")}</h2>
      </div>
      {doubts.length > 0 ? (
        <>
          <p className="font-medium text-amber-ink">{t("sections.quality")}</p>
          <List texts={doubts} />
        </>
      ) : null}
      <List texts={warned} />
      {reading && contradiction ? (
        <PlaceContradiction reading={reading} signal={contradiction} />
      ) : null}
      {children}
    </section>
  );
}

/** The flags in words, each once; fields that nobody knows are no doubt. */
function useDoubts(flags: readonly Flag[]): string[] {
  const t = useTranslations("flags");
  const label = useFieldLabel();
  const texts = flags
    .filter(({ code }) => code !== "unknown_fields")
    .map(({ code, field = "", raw = "", count = 0 }) =>
      t(code, { field: label(field), raw, count }),
    );
  return [...new Set(texts)];
}

/** The brand by the card's number, where the bank names another. */
function otherBrand({ card }: Payment): string | null {
  const named = brandInText(card.brand);
  const numbered = brandOfNumber(card.mask?.first ?? "");
  return named && numbered && named !== numbered ? BRAND_NAME[numbered] : null;
}

function List({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
