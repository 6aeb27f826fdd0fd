import { useLocale, useTranslations } from "next-intl";
import { customerLocale, customerText } from "#lib/copy/customer-text.ts";
import { LOCALE_NAME, LOCALES } from "#lib/i18n/locale.ts";
import { type Explanation, explain } from "#lib/payment/explanation/explain.ts";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import type { Shop } from "#lib/shop/shop.ts";
import { CustomerSentences } from "./customer-sentences.tsx";

/**
 * What to tell the customer in three languages, the one first in which the customer paid; without it
 * the clerk's own. Never says why the card's bank refused.
 */
export function WhatToSay({
  answer,
  silence,
  shop,
}: {
  answer: LookUpAnswer;
  silence: Silence | null;
  /** Who signs the text that is copied. */
  shop: Shop;
}) {
  const t = useTranslations("explain.labels");
  const page = useTranslations("payment_page");
  const own = useLocale();
  const customer: Explanation["customer"] = silence?.customer ?? explain(answer).customer;
  return (
    <CustomerSentences
      title={t("customer")}
      shown={customerLocale(answer.payment) ?? own}
      sentences={LOCALES.map((locale) => ({
        locale,
        name: LOCALE_NAME[locale],
        short: LOCALE_NAME[locale].slice(0, 3),
        text: customerText(answer, { customer, locale }),
      }))}
      shop={shop}
      words={{
        languages: page("languages"),
        copy: t("copy_customer"),
        copied: t("copied_customer"),
      }}
    />
  );
}
