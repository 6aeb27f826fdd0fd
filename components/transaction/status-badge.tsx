import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { TONE } from "#components/ui/tone.ts";
import { badgeOf } from "#lib/badge.ts";
import type { BankAnswer } from "#lib/payment.ts";

type Shown = Pick<BankAnswer, "kind" | "statusName" | "resultCode">;

/** The outcome as a badge: icon, word and tone, the same on every page. It takes no focus. */
export function StatusBadge({ answer, large = false }: { answer: Shown; large?: boolean }) {
  const t = useTranslations("badge");
  const badge = badgeOf(answer);
  return (
    <span
      data-tone={badge.tone}
      data-badge={badge.key}
      className={`inline-flex max-w-full items-center gap-1.5 rounded-md border font-medium ${TONE[badge.tone]} ${badge.dashed ? "border-dashed" : ""} ${large ? "px-3 py-1.5 text-base" : "px-2 py-0.5 text-xs"}`}
    >
      <Icon name={badge.icon} className={`shrink-0 ${large ? "size-5" : "size-4"}`} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{t(badge.key, { raw: badge.raw })}</span>
    </span>
  );
}
