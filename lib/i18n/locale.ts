import { z } from "zod";

/** The three languages of the product, with their tags for dates, sums and countries. */
export const LOCALES = ["kk", "ru", "en"] as const;
export const localeSchema = z.enum(LOCALES);
export type Locale = z.infer<typeof localeSchema>;

/** BCP 47 tags for Intl: Kazakhstan's habits (tenge sign, day first, 24 hours) in each language. */
export const INTL_TAG = { kk: "kk-KZ", ru: "ru-KZ", en: "en-GB" } as const satisfies Record<
  Locale,
  string
>;

/** The name of each language in that language. */
export const LOCALE_NAME = {
  kk: "Қазақша",
  ru: "Русский",
  en: "English",
} as const satisfies Record<Locale, string>;

/** The cookie of the chosen language. */
export const LANGUAGE_COOKIE = "anyqta.language";

/**
 * The chosen language; otherwise the first supported one of Accept-Language (RFC 9110 12.5.4);
 * otherwise Kazakh.
 */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const parsed = localeSchema.safeParse(chosen);
  if (parsed.success) return parsed.data;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((one) => one.trim()).find((one) => one.startsWith("q="));
      return { language: tag.split("-")[0]?.trim(), q: quality ? Number(quality.slice(2)) : 1 };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { language } of wanted) {
    const known = localeSchema.safeParse(language);
    if (known.success) return known.data;
  }
  return "kk";
}
