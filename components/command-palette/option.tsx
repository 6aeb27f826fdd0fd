import { BadgeMark } from "#components/status/badge-mark.tsx";
import type { PaletteItem } from "#lib/palette/palette.ts";
import { badgeOf } from "#lib/payment/status/badge.ts";
import { Keys } from "./keys.tsx";
import { OptionIcon } from "./option-icon.tsx";

const ROW =
  "flex min-h-11 w-full scroll-mt-9 scroll-mb-2 items-center gap-3 rounded-md px-3 py-2 text-left text-sm aria-selected:bg-sunken aria-selected:shadow-[inset_3px_0_0_var(--accent)] forced-colors:aria-selected:outline-2";

interface OptionProps {
  id: string;
  isActive: boolean;
  /** The pointer moved over it; a list that scrolls under a resting pointer chooses nothing. */
  onPoint: () => void;
}

/** Every line is one option of the list; focus stays in the box. */
function asOption({ id, isActive, onPoint }: OptionProps) {
  return {
    id,
    role: "option",
    tabIndex: -1,
    "aria-selected": isActive,
    onPointerMove: onPoint,
    className: ROW,
  } as const;
}

/** Sends the box's own form. */
export function LookUpOption({
  typed,
  sentence,
  ...option
}: OptionProps & { typed: string /** With {text}. */; sentence: string }) {
  const [before = "", after = ""] = sentence.split("{text}");
  return (
    <button type="submit" form="palette" {...asOption(option)}>
      <OptionIcon name="look_up" />
      <span className="min-w-0 flex-1 truncate">
        {before}
        <bdi className="font-mono font-semibold">{typed}</bdi>
        {after}
      </span>
      <Keys keys={["\u21b5"]} />
    </button>
  );
}

/** A look-up of before or a page is a link, a command a button. */
export function ItemOption({
  item,
  onPress,
  ...option
}: OptionProps & { item: PaletteItem; onPress: () => void }) {
  return item.action.do === "go" ? (
    <a href={item.action.href} {...asOption(option)}>
      <Line item={item} />
    </a>
  ) : (
    <button type="button" onClick={onPress} {...asOption(option)}>
      <Line item={item} />
    </button>
  );
}

function Line({ item: { icon, label, lang, outcome, note, keys } }: { item: PaletteItem }) {
  return (
    <>
      <OptionIcon name={icon} />
      {outcome ? (
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-mono [overflow-wrap:anywhere]">{label}</span>
          <span className="max-w-full max-sm:order-last max-sm:basis-full">
            <BadgeMark badge={badgeOf(outcome)} word={outcome.word} />
          </span>
          <span className="ml-auto text-muted text-xs">{note}</span>
        </span>
      ) : (
        <span lang={lang ?? undefined} className="min-w-0 flex-1">
          {label}
        </span>
      )}
      {keys.length > 0 ? (
        <span className="max-sm:hidden">
          <Keys keys={keys} />
        </span>
      ) : null}
    </>
  );
}
