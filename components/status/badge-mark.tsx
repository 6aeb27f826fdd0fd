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
      className={`badge ${large ? "badge-large " : ""}${badge.dashed ? "border-dashed " : ""}${TONE[badge.tone]}`}
    >
      <Icon name={badge.icon} className="" />
      <span translate="no">{word}</span>
    </span>
  );
}
