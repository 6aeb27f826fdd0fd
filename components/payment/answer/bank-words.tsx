import { useTranslations } from "next-intl";
import { Facts, Foreign } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { useTime } from "#components/ui/use-time.ts";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { Help } from "../facts/help.tsx";

/** The bank's own words: result of the request and state of the payment. */
export function BankWords({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const time = useTime();
  const reason = answer.payment?.reason;
  const { gloss } = explain(answer);
  const foreign = (text: string | null | undefined) => (text ? <Foreign>{text}</Foreign> : null);
  return (
    <Section title={t("sections.bank_words")}>
      <Facts
        missing={t("transaction.not_provided")}
        facts={[
          {
            label: t("fields.result_code"),
            help: <Help about="result_code" label={t("fields.result_code")} />,
            value: foreign(answer.resultCode),
          },
          { label: t("fields.result_message"), value: foreign(answer.resultMessage) },
          ...(answer.payment
            ? [
                { label: t("fields.status_name"), value: foreign(answer.statusName) },
                {
                  label: t("fields.reason_code"),
                  help: <Help about="reason_code" label={t("fields.reason_code")} />,
                  value: foreign(reason?.code),
                },
                { label: t("fields.reason"), value: foreign(reason?.text) },
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
    </Section>
  );
}
