import { useEffectEvent, useLayoutEffect, useState } from "react";
import { paletteBox, useActiveDescendant } from "./use-box.ts";

const PAGE = 8;

/** Which option is meant: the first, until keys or the pointer choose. Enter presses it. */
export function useActive(
  ids: readonly string[],
  text: string,
): { active: string | undefined; setActive: (id: string) => void } {
  const [chosen, setChosen] = useState({ text: "", id: "" });
  // What was chosen for another text is forgotten.
  const active = chosen.text === text && ids.includes(chosen.id) ? chosen.id : ids[0];
  const setActive = (id: string) => setChosen({ text, id });

  useActiveDescendant(active);
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.target !== paletteBox() || event.isComposing || !active) return;
    const places = { place: ids.indexOf(active), last: ids.length - 1 };
    const next = ids[placeAfter(event.key, places)];
    if (event.key !== "Enter" && !next) return;
    event.preventDefault();
    if (next) setActive(next);
    else document.getElementById(active)?.click();
  });
  // Before the list can be seen: whoever sees it may press a key, which must not be lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => listen(event);
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return { active, setActive };
}

/** Arrows go round, pages stop at the ends; -1 for every other key. */
function placeAfter(key: string, { place, last }: { place: number; last: number }): number {
  switch (key) {
    case "ArrowDown":
      return place === last ? 0 : place + 1;
    case "ArrowUp":
      return place === 0 ? last : place - 1;
    case "PageDown":
      return Math.min(last, place + PAGE);
    case "PageUp":
      return Math.max(0, place - PAGE);
    default:
      return -1;
  }
}
