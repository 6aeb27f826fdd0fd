import { useTranslations } from "next-intl";
import { visible } from "#components/ui/facts/foreign.tsx";
import { type Environment, environmentMark } from "#lib/payment/environment.ts";
import type { LookUpAnswer } from "#lib/payment/look-up.ts";
import { badgeOf, type Tone } from "#lib/payment/status/badge.ts";
import { TabState } from "./tab-state.tsx";

/** A sign for each tone, as a tab's title has no colour. */
const SIGN: Record<Tone, string> = {
  emerald: "✓",
  sky: "◐",
  violet: "↩",
  slate: "○",
  amber: "◷",
  orange: "!",
  red: "✕",
};

/**
 * Says in the tab how the payment stands: its title begins with the badge's word, its icon has the badge's
 * tone. Draws nothing. Needs scripts, as the title was sent before the bank answered.
 */
export function PaymentTab({
  answer,
  environment,
}: {
  /** What the bank says now; never a state that is only remembered. */
  answer: Pick<LookUpAnswer, "kind" | "class" | "statusName" | "resultCode" | "invoiceId">;
  environment: Environment;
}) {
  const t = useTranslations();
  const { key, raw, tone } = badgeOf(answer);
  const mark = environmentMark(environment);
  const before = mark ? `${t(`app.${mark}`)}: ` : "";
  const word = visible(t(`badge.${key}`, { raw }));
  return (
    <TabState
      title={`${before}${SIGN[tone]} ${word} ${answer.invoiceId} · Anyqta`}
      icon={`/state/${tone}.svg`}
    />
  );
}
