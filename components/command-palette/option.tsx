import { Autocomplete } from "@base-ui/react/autocomplete";
import { BadgeMark } from "#components/status/badge-mark.tsx";
import type { PaletteItem } from "#lib/palette/palette.ts";
import { badgeOf } from "#lib/payment/status/badge.ts";
import { Keys } from "./keys.tsx";
import { OptionIcon } from "./option-icon.tsx";

const ROW =
  "flex min-h-11 w-full scroll-mt-9 scroll-mb-2 cursor-default items-center gap-3 rounded-md px-3 py-2 text-left text-sm data-highlighted:bg-sunken data-highlighted:shadow-[inset_3px_0_0_var(--accent)] forced-colors:data-highlighted:outline-2";

/** The line that looks up what is typed. */
export function LookUpOption({
  text,
  sentence,
  onLookUp,
}: {
  text: string;
  /** With {text}. */
  sentence: string;
  onLookUp: () => void;
}) {
  const [before = "", after = ""] = sentence.split("{text}");
  return (
    <Autocomplete.Item value="typed" onClick={onLookUp} className={ROW}>
      <OptionIcon name="look_up" />
      <span className="min-w-0 flex-1 truncate">
        {before}
        <bdi translate="no" className="font-mono font-semibold">
          {text}
        </bdi>
        {after}
      </span>
      <Keys keys={["\u21b5"]} />
    </Autocomplete.Item>
  );
}

/** A look-up of before or a page is a link, so that it opens in a new tab, too. */
export function ItemOption({ item, onRun }: { item: PaletteItem; onRun: () => void }) {
  const { action } = item;
  return action.do === "go" ? (
    <Autocomplete.Item value={item} render={<a href={action.href} />} className={ROW}>
      <Line item={item} />
    </Autocomplete.Item>
  ) : (
    <Autocomplete.Item value={item} onClick={onRun} className={ROW}>
      <Line item={item} />
    </Autocomplete.Item>
  );
}

function Line({ item: { icon, label, lang, outcome, note, keys } }: { item: PaletteItem }) {
  return (
    <>
      <OptionIcon name={icon} />
      {outcome ? (
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
          <span translate="no" className="font-mono [overflow-wrap:anywhere]">
            {label}
          </span>
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
