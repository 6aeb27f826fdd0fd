import { useLocale, useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import { formatMoney } from "#lib/money/money.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { badgeOf } from "#lib/payment/status/badge.ts";
import { Announce } from "./announcements.tsx";

/** Announces outcome, amount and the verdict on the goods, in the words of the headline. */
export function AnnounceAnswer({
  answer,
  silence,
}: {
  answer: LookUpAnswer;
  /** Set when this is the last known state and the bank says nothing new. */
  silence: Silence | null;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const time = useTime();
  const { money, goods } = explain(answer);
  const { key, raw } = badgeOf(answer);
  const { payment } = answer;
  const sum = payment && headlineSum(payment);
  const outcome = t(`badge.${key}`, { raw });
  const parts = [
    sum ? `${outcome}, ${formatMoney(sum, payment.currency, locale)}.` : `${outcome}.`,
    t(`explain.money.${money}`),
    ...(silence ? [`${t("explain.silent.as_of", { time: time(answer.checkedAt) })}.`] : []),
    t("explain.goods.question"),
    t(`explain.goods.${silence?.goods ?? goods}`),
  ];
  return <Announce text={parts.join(" ")} />;
}
