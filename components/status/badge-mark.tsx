import { Icon } from "#components/ui/icon/icon.tsx";
import { TONE } from "#components/ui/tone.ts";
import type { Badge } from "#lib/payment/status/badge.ts";

/** A badge with the given word: icon, word and tone. Not focusable. */
export function BadgeMark({
  badge,
  word,
  large = false,
}: {
  badge: Badge;
  word: string;
  large?: boolean;
}) {
  return (
    <span
      data-tone={badge.tone}
      data-badge={badge.key}
      className={`inline-flex max-w-full items-center gap-1.5 rounded-md border font-medium ${TONE[badge.tone]} ${badge.dashed ? "border-dashed" : ""} ${large ? "px-3 py-1.5 text-base" : "px-2 py-0.5 text-xs"}`}
    >
      <Icon name={badge.icon} className={`shrink-0 ${large ? "size-5" : "size-4"}`} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{word}</span>
    </span>
  );
}
