import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/money/money.ts";
import { explain } from "#lib/payment/explanation.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { badgeOf } from "#lib/payment/status/badge.ts";
import { Announce } from "./announcements.tsx";

/** Has the answer's outcome, sum and verdict on the goods read out, as the headline shows them. */
export function AnnounceAnswer({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const locale = useLocale();
  const { money, goods } = explain(answer);
  const { key, raw } = badgeOf(answer);
  const { payment } = answer;
  const sum = payment && headlineSum(payment);
  const outcome = t(`badge.${key}`, { raw });
  const parts = [
    sum ? `${outcome}, ${formatMoney(sum, payment.currency, locale)}.` : `${outcome}.`,
    t(`explain.money.${money}`),
    t("explain.goods.question"),
    t(`explain.goods.${goods}`),
  ];
  return <Announce text={parts.join(" ")} />;
}
