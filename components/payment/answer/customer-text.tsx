import { useLocale, useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { LOCALE_NAME, LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import type { Explanation } from "#lib/payment/explanation/explain.ts";
import { CustomerSentences } from "./customer-sentences.tsx";

/**
 * What to tell the customer: shown in the clerk's language, the other languages one click away. Never
 * says why the card's bank refused.
 */
export function CustomerText({ customer }: Pick<Explanation, "customer">) {
  const t = useTranslations("explain.labels");
  const current = useLocale();
  const sentence = (locale: Locale) => ({ locale, text: translatorOf(locale)(customer) });
  return (
    <Section title={t("customer")}>
      <CustomerSentences
        first={sentence(current)}
        others={LOCALES.filter((locale) => locale !== current).map(sentence)}
        names={LOCALE_NAME}
        words={{ copy: t("copy_customer"), copied: t("copied_customer") }}
      />
    </Section>
  );
}
