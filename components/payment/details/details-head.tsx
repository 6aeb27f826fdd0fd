"use client";
import { useEffect } from "react";
import { useCommands } from "#components/command/registry.ts";

/** Closing all parts tells of each: they are saved once. */
const SETTLED_MILLISECONDS = 300;

const allFolds = () => [...document.querySelectorAll<HTMLDetailsElement>("[data-fold]")];

/**
 * The title of the details with a button, and a key, that opens all of them or closes them again. What
 * is open is remembered for the person in this browser.
 */
export function DetailsHead({
  owner,
  words,
}: {
  /** Whose memory it is (lib/preferences/folds.ts). */
  owner: string;
  words: { details: string; openAll: string };
}) {
  function toggleAll() {
    const folds = allFolds();
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
  }
  useCommands({ open_details: toggleAll });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function remember({ target }: Event) {
      if (!(target instanceof HTMLDetailsElement) || !target.dataset.fold) return;
      clearTimeout(timer);
      timer = setTimeout(save, SETTLED_MILLISECONDS);
    }
    function save() {
      const open = allFolds().flatMap((fold) => (fold.open ? [fold.dataset.fold ?? ""] : []));
      import("#lib/palette/api.ts")
        .then(({ savePreferences }) => savePreferences({ folds: [owner, ...open].join(".") }))
        // What is not remembered is only a click more.
        .catch(() => {});
    }
    const stop = new AbortController();
    // This event does not bubble.
    document.addEventListener("toggle", remember, { capture: true, signal: stop.signal });
    // The browser looked for the part before it had come.
    document
      .getElementById(location.hash.slice(1))
      ?.closest<HTMLDetailsElement>("[data-fold]")
      ?.setAttribute("open", "");
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [owner]);
  return (
    <div className="details-head">
      <h2>{words.details}</h2>
      <button type="button" data-needs-scripts="" onClick={toggleAll} className="button-text">
        {words.openAll}
      </button>
    </div>
  );
}
