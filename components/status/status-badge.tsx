import { useTranslations } from "next-intl";
import type { BankAnswer } from "#lib/payment/payment.ts";
import { badgeOf } from "#lib/payment/status/badge.ts";
import { BadgeMark } from "./badge-mark.tsx";

type Shown = Pick<BankAnswer, "kind" | "class" | "statusName" | "resultCode">;

/** The outcome as a badge: icon, word and tone, the same on every page. */
export function StatusBadge({ answer, large = false }: { answer: Shown; large?: boolean }) {
  const t = useTranslations("badge");
  const badge = badgeOf(answer);
  return <BadgeMark badge={badge} word={t(badge.key, { raw: badge.raw })} large={large} />;
}
