import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts/facts.tsx";
import { Foreign } from "#components/ui/facts/foreign.tsx";
import { readMerchantData } from "#lib/payment/facts/merchant-data.ts";
import type { ShownAnswer } from "#lib/payment/look-up.ts";
import { Reveal } from "./reveal.tsx";
import { useFactWords } from "./use-facts.ts";

/** The merchant's own data: as fields if they can be parsed, otherwise as plain text. */
export function MerchantDataFacts({ answer, data }: { answer: ShownAnswer; data: string }) {
  const t = useTranslations();
  const words = useFactWords();
  const read = readMerchantData(data, answer.invoiceId);
  return (
    <>
      {answer.hidden.includes("data") ? (
        <div className="mb-2">
          <Reveal answer={answer} field="data" label={t("fields.data")} />
        </div>
      ) : null}
      {read.form === "text" ? (
        <p className="max-h-60 overflow-y-auto text-ink text-sm">
          <Foreign>{read.text}</Foreign>
        </p>
      ) : (
        <>
          <Facts
            words={words}
            hasForeignLabels
            facts={read.fields.map(({ name, value }) => ({ label: name, value, is: "foreign" }))}
          />
          {read.more > 0 ? (
            <p className="mt-2 text-muted text-xs">
              {t("fields.more_fields", { count: read.more })}
            </p>
          ) : null}
        </>
      )}
    </>
  );
}
