"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { offeredCommands, onOffersChange, runCommand } from "#components/command/registry.ts";
import type { Palette, PaletteItem } from "#lib/palette/palette.ts";
import { found } from "./matches.ts";
import { ItemOption, LookUpOption } from "./option.tsx";
import { boxOf, NoList, type WindowWords } from "./parts.tsx";
import { SearchForm } from "./search-form.tsx";
import type { PaletteState } from "./use-palette.ts";

/** A line of the list; "typed" looks up what is typed. */
type Line = PaletteItem | "typed";
interface Group {
  id: string;
  title?: string;
  items: readonly Line[];
}

/** The box, and its list once there is one (ARIA Authoring Practices, combobox). */
export function Search({
  palette,
  words,
  dialog,
  onClose,
}: {
  palette: PaletteState;
  words: WindowWords;
  dialog: RefObject<HTMLDialogElement | null>;
  onClose: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useTyped(dialog);
  const list = typeof palette === "string" ? null : palette;
  const query = text.trim();
  return (
    <Autocomplete.Root
      open
      inline
      autoHighlight="always"
      keepHighlight
      value={text}
      onValueChange={setText}
      items={useGroups(list, query)}
      filter={null}
    >
      <SearchForm
        ref={form}
        box={<Autocomplete.Input {...boxOf(words)} autoFocus aria-expanded={list !== null} />}
        close={words.close}
      />
      {list ? (
        <Lines
          list={list}
          typed={query}
          onLookUp={() => form.current?.requestSubmit()}
          onClose={onClose}
        />
      ) : null}
      {palette === null ? <div className="h-96" /> : null}
      {typeof palette === "string" ? <NoList because={palette} words={words} /> : null}
    </Autocomplete.Root>
  );
}

/**
 * What stands in the box: at first what was typed into the plain one, before this code came. React
 * draws this and hides that box in one task, so that no letter is lost between them.
 */
function useTyped(dialog: RefObject<HTMLDialogElement | null>) {
  const state = useState(() => plainBox(dialog)?.value ?? "");
  useEffect(() => plainBox(dialog)?.form?.reset(), [dialog]);
  return state;
}

/** The server's box stands before ours. */
function plainBox({ current }: RefObject<HTMLDialogElement | null>): HTMLInputElement | null {
  return current?.querySelector("input") ?? null;
}

/**
 * What the page can do just now and the text finds, and the line for the text itself: first for a number,
 * last for words that name an action. Nothing without a list: then Enter sends the form.
 */
function useGroups(list: Palette | null, query: string): readonly Group[] {
  // The page's own commands may come later than the list: the page streams.
  const ids = useSyncExternalStore(onOffersChange, offeredCommands, offeredCommands);
  return useMemo(() => {
    if (!list) return [];
    const offered = new Set<string>(ids.split(" "));
    const isOffered = ({ action }: PaletteItem) =>
      action.do === "go" || offered.has(action.command);
    const items = list.groups.flatMap((group) => group.items.filter(isOffered));
    const shown = found(items, query);
    const groups = list.groups
      .map((group) => ({ ...group, items: group.items.filter((item) => shown.has(item)) }))
      .filter((group) => group.items.length > 0);
    if (query === "") return groups;
    const typed = { id: "typed", items: ["typed" as const] };
    return isWords(query) ? [...groups, typed] : [typed, ...groups];
  }, [list, query, ids]);
}

/** Whether it has no digit, and so is no number to look up. */
function isWords(text: string): boolean {
  return !/\d/.test(text);
}

function Lines({
  list,
  typed,
  onLookUp,
  onClose,
}: {
  list: Palette;
  typed: string;
  onLookUp: () => void;
  onClose: () => void;
}) {
  function run({ action }: PaletteItem) {
    if (action.do !== "run") return;
    // First back to the page, so that what it says is heard and printed there.
    onClose();
    runCommand(action.command);
  }
  return (
    <Autocomplete.List
      aria-label={list.list}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 outline-none"
    >
      {({ id, title, items }: Group) => (
        <Autocomplete.Group key={id} items={items} className="min-w-0">
          {title === undefined ? null : (
            <Autocomplete.GroupLabel className="px-3 pt-3 pb-1 font-medium text-muted text-xs">
              {title}
            </Autocomplete.GroupLabel>
          )}
          <Autocomplete.Collection>
            {(line: Line) =>
              line === "typed" ? (
                <LookUpOption
                  key={line}
                  text={typed}
                  sentence={isWords(typed) ? list.search : list.lookUp}
                  onLookUp={onLookUp}
                />
              ) : (
                <ItemOption key={line.id} item={line} onRun={() => run(line)} />
              )
            }
          </Autocomplete.Collection>
        </Autocomplete.Group>
      )}
    </Autocomplete.List>
  );
}
