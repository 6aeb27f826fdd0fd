import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import { explain } from "#lib/payment/explanation/explain.ts";
import type { Silence } from "#lib/payment/explanation/silence.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { CustomerText } from "./customer-text.tsx";
import { useSituation } from "./use-situation.ts";

/**
 * What to do, what to tell the customer, and what it means, in this order: the first two fit on a
 * phone's first screen.
 */
export function Guidance({ answer, silence }: { answer: LookUpAnswer; silence: Silence | null }) {
  const t = useTranslations("explain");
  const root = useTranslations();
  const { actor, customer } = explain(answer);
  const { next } = useSituation(answer);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2 lg:grid-rows-[auto_1fr]">
      <Section title={t("labels.next")}>
        <p className="text-base text-ink">{silence?.next ? root(silence.next) : next}</p>
        {silence?.next ? null : <p className="mt-1 text-muted text-xs">{t(`actor.${actor}`)}</p>}
      </Section>
      <div className="min-w-0 lg:row-span-2">
        <CustomerText customer={silence?.customer ?? customer} />
      </div>
      <Meaning answer={answer} />
    </div>
  );
}

/** Explains the outcome, and the bank's reason code if there is one. */
function Meaning({ answer }: { answer: LookUpAnswer }) {
  const t = useTranslations();
  const { reason } = explain(answer);
  const { means } = useSituation(answer);
  return (
    <Section title={t("explain.labels.means")}>
      <p className="text-ink text-sm">{means}</p>
      {reason ? (
        <p className="mt-2 text-ink text-sm">
          <span className="text-muted">
            {t("explain.labels.code_says")}{" "}
            <span translate="no" className="font-mono">
              {reason.key}
            </span>
            :{" "}
          </span>
          {t(`reasons.code.${reason.key}.meaning`)} {t(`reasons.code.${reason.key}.next`)}
        </p>
      ) : null}
    </Section>
  );
}
