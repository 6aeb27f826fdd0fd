import { useLocale, useTranslations } from "next-intl";
import { BRAND_NAME, BRANDS } from "#lib/card/brand.ts";
import { issuerName } from "#lib/card/issuers.ts";
import { INTL_TAG } from "#lib/i18n/locale.ts";
import type { Facet } from "#lib/list/search-index.ts";
import { CLASSES, KINDS } from "#lib/payment/payment.ts";

/** Names of people by their ids. */
export type PeopleNames = ReadonlyMap<string, string>;

/** Labels of filter values, the same as elsewhere on the pages. */
export function useFilterWords(people: PeopleNames): (facet: Facet, value: string) => string {
  const t = useTranslations();
  const locale = useLocale();
  const countries = new Intl.DisplayNames([INTL_TAG[locale]], { type: "region" });
  return (facet, value) => {
    switch (facet) {
      case "state": {
        const kind = KINDS.find((one) => one === value);
        if (!kind) return value;
        // A filter has no word of the bank that the badge could name.
        return kind === "unknown" ? t("history.unknown_state") : t(`badge.${kind}`);
      }
      case "finality": {
        const known = CLASSES.find((one) => one === value);
        return known && known !== "no_answer" ? t(`history.finality.${known}`) : value;
      }
      case "brand": {
        const brand = BRANDS.find((one) => one === value);
        return brand ? BRAND_NAME[brand] : value;
      }
      case "country":
        return /^[A-Z]{2}$/.test(value) ? (countries.of(value) ?? value) : value;
      case "issuer":
        return issuerName(value);
      case "person":
        return people.get(value) ?? value;
      default:
        return value;
    }
  };
}
