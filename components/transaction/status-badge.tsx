import {
  CircleCheck,
  CircleQuestionMark,
  CircleX,
  Clock,
  Landmark,
  LockKeyhole,
  LockKeyholeOpen,
  Search,
  ShieldX,
  Undo2,
  Wrench,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentType } from "react";
import { TONE } from "#components/ui/tone.ts";
import { type BadgeIcon, badgeOf } from "#lib/badge.ts";
import type { BankAnswer } from "#lib/payment.ts";
import { CardTick, CrossedHourglass, HalfArrow } from "./icons.tsx";

const ICON: Record<BadgeIcon, ComponentType<{ className?: string }>> = {
  tick: CircleCheck,
  padlock: LockKeyhole,
  "arrow-back": Undo2,
  "half-arrow": HalfArrow,
  "open-padlock": LockKeyholeOpen,
  "crossed-hourglass": CrossedHourglass,
  clock: Clock,
  "card-tick": CardTick,
  "shield-cross": ShieldX,
  cross: CircleX,
  magnifier: Search,
  bank: Landmark,
  spanner: Wrench,
  question: CircleQuestionMark,
};

type Shown = Pick<BankAnswer, "kind" | "statusName" | "resultCode">;

/** The outcome as a badge: icon, word and tone, the same on every page. It takes no focus. */
export function StatusBadge({ answer, large = false }: { answer: Shown; large?: boolean }) {
  const t = useTranslations("badge");
  const badge = badgeOf(answer);
  const Icon = ICON[badge.icon];
  return (
    <span
      data-tone={badge.tone}
      data-badge={badge.key}
      className={`inline-flex max-w-full items-center gap-1.5 rounded-md border font-medium ${TONE[badge.tone]} ${badge.dashed ? "border-dashed" : ""} ${large ? "px-3 py-1.5 text-base" : "px-2 py-0.5 text-xs"}`}
    >
      <Icon className={`shrink-0 ${large ? "size-5" : "size-4"}`} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{t(badge.key, { raw: badge.raw })}</span>
    </span>
  );
}
