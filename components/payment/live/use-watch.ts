import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { KnownAnswer } from "#lib/api/client.ts";
import { isRepeated } from "./gaps.ts";
import type { Watch, Watched } from "./watch-look-up.ts";

/**
 * Keeps an answer fresh: at once where the page asks again by itself, else from the first time that a
 * person checks. Only then is the code for it loaded.
 */
export function useWatch(
  answer: KnownAnswer,
  terminal: string | undefined,
): { watched: Watched; check: () => Promise<KnownAnswer | null> } {
  const [jitter] = useState(Math.random);
  const [watched, setWatched] = useState<Watched>({
    latest: answer,
    isFetching: false,
    error: null,
    next: null,
  });
  const watch = useRef<Promise<Watch> | null>(null);

  function begin(): Promise<Watch> {
    watch.current ??= import("./watch-look-up.ts").then(({ watchLookUp }) =>
      watchLookUp(answer, { terminal, jitter, onChange: setWatched }),
    );
    return watch.current;
  }
  function fail(error: unknown) {
    // The code could not be loaded; the next check tries again.
    watch.current = null;
    const reason = error instanceof Error ? error : new Error(String(error));
    setWatched((before) => ({ ...before, isFetching: false, error: reason }));
    return null;
  }

  const isKept = isRepeated(answer);
  const keep = useEffectEvent(() => void begin().catch(fail));
  useEffect(() => {
    if (isKept) keep();
  }, [isKept]);
  useEffect(() => {
    return () => {
      const { current } = watch;
      watch.current = null;
      current?.then(
        (begun) => begun.stop(),
        () => {},
      );
    };
  }, []);

  function check() {
    setWatched((before) => ({ ...before, isFetching: true, error: null }));
    return begin().then((begun) => begun.check(), fail);
  }
  return { watched, check };
}
