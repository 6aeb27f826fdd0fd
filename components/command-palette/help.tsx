"use client";
import { useState } from "react";
import { savePreferences } from "#lib/palette/api.ts";
import type { Palette } from "#lib/palette/palette.ts";
import { Keys } from "./keys.tsx";

interface SwitchProps {
  words: Palette["help"];
  hasSingleKeys: boolean;
  onSingleKeys: (has: boolean) => void;
}

/** All keyboard shortcuts, and the switch for single-key shortcuts. */
export function Help(props: SwitchProps) {
  const { rows, between } = props.words;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-4 text-sm sm:px-5 sm:pb-5">
      <dl className="divide-y divide-line">
        {rows.map(({ label, keys }) => (
          <div key={label} className="flex min-h-11 items-center justify-between gap-4 py-1">
            <dt>{label}</dt>
            <dd>
              <Keys keys={keys} between={between} />
            </dd>
          </div>
        ))}
      </dl>
      <Switch {...props} />
    </div>
  );
}

/** Switches single-key shortcuts on and off (WCAG 2.2, 2.1.4). */
function Switch({ words, hasSingleKeys, onSingleKeys }: SwitchProps) {
  const [isRefused, setRefused] = useState(false);
  async function choose(has: boolean) {
    onSingleKeys(has);
    const isSaved = await savePreferences({ shortcuts: has ? "on" : "off" }).then(
      () => true,
      () => false,
    );
    setRefused(!isSaved);
    if (!isSaved) onSingleKeys(!has);
  }
  return (
    <>
      <label className="mt-3 flex min-h-11 items-center gap-3 rounded-md bg-sunken px-3 font-medium">
        <input
          type="checkbox"
          checked={hasSingleKeys}
          onChange={(event) => choose(event.target.checked)}
          aria-describedby="shortcuts-note"
          className="size-4 shrink-0 accent-accent"
        />
        {words.switch}
      </label>
      <p id="shortcuts-note" className="mt-2 text-muted">
        {words.note}
      </p>
      <p role="status" className="mt-2 text-red-ink empty:hidden">
        {isRefused ? words.notSaved : ""}
      </p>
    </>
  );
}
