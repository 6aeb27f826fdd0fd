import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts/facts.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { useFactWords, useHelp } from "../facts/use-facts.ts";

/** The bank's own words: result of the request and state of the payment. */
export function BankWords({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const time = useTime();
  const reason = answer.payment?.reason;
  const { gloss } = explain(answer);
  const help = useHelp();
  const foreign = (label: string, text: string | null | undefined) =>
    ({ label, value: text ?? null, is: "foreign" }) as const;
  return (
    <Facts
      words={useFactWords()}
      facts={[
        { ...foreign(t("fields.result_code"), answer.resultCode), help: help("result_code") },
        foreign(t("fields.result_message"), answer.resultMessage),
        ...(answer.payment
          ? [
              foreign(t("fields.status_name"), answer.statusName),
              { ...foreign(t("fields.reason_code"), reason?.code), help: help("reason_code") },
              foreign(t("fields.reason"), reason?.text),
            ]
          : []),
        ...(gloss
          ? [
              {
                label: t("fields.reason_gloss"),
                value: t(`reasons.code.${gloss.key}.meaning`),
              },
            ]
          : []),
        {
          label: t("fields.checked_at"),
          value: time(answer.checkedAt),
        },
        {
          label: t("fields.bank_time"),
          value: t("fields.bank_time_value", { milliseconds: answer.bankMilliseconds }),
        },
      ]}
    />
  );
}
