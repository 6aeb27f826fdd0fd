import { useLocale, useTranslations } from "next-intl";
import { useTime } from "#components/ui/use-time.ts";
import { formatMoney } from "#lib/money/money.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";

/** Texts for the situation, with sums and times where the bank stated them. */
export function useSituation(answer: LookUpAnswer): { means: string; next: string } {
  const t = useTranslations("explain.situation");
  const locale = useLocale();
  const time = useTime();
  const { situation } = explain(answer);
  const { returned, original, currency = null } = answer.payment ?? {};
  if (situation === "partly_refunded" && returned && original) {
    const sums = {
      returned: formatMoney(returned, currency, locale),
      original: formatMoney(original, currency, locale),
    };
    return { means: t("partly_refunded_sums.means", sums), next: t(`${situation}.next`) };
  }
  if (situation === "bank_asks_to_wait" && answer.retryAt) {
    const until = { time: time(answer.retryAt, "clock") };
    return {
      means: t("bank_asks_to_wait_until.means", until),
      next: t("bank_asks_to_wait_until.next", until),
    };
  }
  return { means: t(`${situation}.means`), next: t(`${situation}.next`) };
}
