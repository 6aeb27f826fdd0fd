"use client";
import { useId } from "react";
import { BUTTON } from "#components/ui/button.ts";

interface Item {
  label: string;
  /** In groups, digit by digit. */
  number: string;
  /** One for each language; none where there are only digits. */
  lines: readonly { locale: string; text: string }[];
  gloss: string;
}

/** A popover of the browser's own: opens without scripts, closes with Escape. */
export function ReadOutWindow({
  items,
  words,
}: {
  items: readonly Item[];
  words: { open: string; close: string };
}) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} className={BUTTON.plain}>
        {words.open}
      </button>
      <div id={id} popover="auto" className="popover max-h-[90vh] w-[36rem] overflow-y-auto">
        {items.map(({ label, number, lines, gloss }) => (
          <section key={label} className="mb-5 space-y-2">
            <h3 className="font-medium text-muted text-sm">{label}</h3>
            <p className="break-words font-mono text-2xl [word-spacing:-0.4em]">
              <bdi translate="no">{number}</bdi>
            </p>
            {lines.length > 0 ? <Lines lines={lines} /> : null}
            <p className="text-muted text-sm">{gloss}</p>
          </section>
        ))}
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          className={BUTTON.plain}
        >
          {words.close}
        </button>
      </div>
    </>
  );
}

function Lines({ lines }: Pick<Item, "lines">) {
  return (
    <ul className="space-y-0.5 text-sm">
      {lines.map(({ locale, text }) => (
        <li key={locale} lang={locale} translate="no">
          {text}
        </li>
      ))}
    </ul>
  );
}
