"use client";
import type { ReactNode } from "react";
import type { Palette, PaletteItem } from "#lib/palette/palette.ts";
import { matching } from "./matches.ts";
import { ItemOption, LookUpOption } from "./option.tsx";
import { perform } from "./perform.ts";
import { commandOnPage } from "./press.ts";
import { useActive } from "./use-active.ts";
import { useBoxText } from "./use-box.ts";

const LOOK_UP = "palette-option-typed";

/** The listbox of the box above it (ARIA Authoring Practices, combobox). */
export function PaletteList({
  palette,
  onClose,
  onHelp,
}: {
  palette: Palette;
  onClose: () => void;
  onHelp: () => void;
}) {
  const text = useBoxText();
  const typed = text.trim();
  const groups = matching(palette.groups, typed, isOffered);
  const ids = groups.flatMap(({ items }) => items.map(domId));
  if (typed) ids.unshift(LOOK_UP);
  const { active, setActive } = useActive(ids, text);
  const option = (id: string) => ({ id, isActive: id === active, onPoint: () => setActive(id) });
  return (
    <div
      id="palette-list"
      role="listbox"
      tabIndex={-1}
      aria-label={palette.list}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 outline-none"
    >
      {typed ? <LookUpOption typed={typed} sentence={palette.lookUp} {...option(LOOK_UP)} /> : null}
      {groups.map(({ id, title, items }) => (
        <Group key={id} id={`palette-group-${id}`} title={title}>
          {items.map((item) => (
            <ItemOption
              key={item.id}
              item={item}
              onPress={() => perform(item.action, { onClose, onHelp })}
              {...option(domId(item))}
            />
          ))}
        </Group>
      ))}
    </div>
  );
}

function Group({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <fieldset aria-labelledby={id} className="min-w-0">
      <div id={id} className="px-3 pt-3 pb-1 font-medium text-muted text-xs">
        {title}
      </div>
      {children}
    </fieldset>
  );
}

function domId({ id }: PaletteItem): string {
  return `palette-option-${id}`;
}

/** A command of the page is offered where the page has its button. */
function isOffered({ action }: PaletteItem): boolean {
  return action.do !== "press" || commandOnPage(action.command) !== null;
}
