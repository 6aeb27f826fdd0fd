import { useLocale, useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { LOCALE_NAME, LOCALES, type Locale } from "#lib/i18n/locale.ts";
import { translatorOf } from "#lib/i18n/translator.ts";
import type { Explanation } from "#lib/payment/explanation/explain.ts";

/**
 * What to tell the customer: shown in the clerk's language, the other languages one click away. Never
 * says why the card's bank refused.
 */
export function CustomerText({ customer }: Pick<Explanation, "customer">) {
  const t = useTranslations("explain.labels");
  const current = useLocale();
  const textIn = (locale: Locale) => translatorOf(locale)(customer);
  const others = LOCALES.filter((locale) => locale !== current);
  return (
    <Section title={t("customer")}>
      <Sentence locale={current} text={textIn(current)} />
      {others.map((locale) => (
        <details key={locale} name="customer-text" className="mt-2 border-line border-t pt-2">
          <summary className="text-muted text-sm">{LOCALE_NAME[locale]}</summary>
          <div className="mt-1">
            <Sentence locale={locale} text={textIn(locale)} />
          </div>
        </details>
      ))}
    </Section>
  );
}

function Sentence({ locale, text }: { locale: Locale; text: string }) {
  const t = useTranslations("explain.labels");
  return (
    <div className="flex items-start justify-between gap-2">
      <p lang={locale} className="text-base text-ink">
        {text}
      </p>
      <CopyButton
        value={text}
        label={`${t("copy_customer")} (${LOCALE_NAME[locale]})`}
        done={t("copied_customer")}
      />
    </div>
  );
}
