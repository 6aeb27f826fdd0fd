import { QueryClient, QueryObserver } from "@tanstack/react-query";
import type { KnownAnswer } from "#lib/api/client.ts";
import { steadyNow } from "#lib/time/steady-clock.ts";
import { looksOf, lookUpQuery, nextGap } from "./queries.ts";

/** What the page knows of a look-up that it keeps fresh. */
export interface Watched {
  latest: KnownAnswer;
  isFetching: boolean;
  /** Why the last question failed, if it did. */
  error: Error | null;
  /** Null when the page does not ask again by itself. */
  next: NextLookUp | null;
}

/** When the page asks again by itself. */
export interface NextLookUp {
  /** The time since the last answer. */
  ageMilliseconds: number;
  /** The time from the last answer to the next question. */
  gapMilliseconds: number;
}

export interface Watch {
  /** Asks now; null where no answer came. */
  check(): Promise<KnownAnswer | null>;
  stop(): void;
}

/**
 * Keeps the look-up fresh that came with the page, and tells of each change. A module of its own,
 * loaded when it is needed first: most pages show a settled payment that nobody checks again.
 */
export function watchLookUp(
  known: KnownAnswer,
  how: {
    /** Undefined asks the first terminal, and the others where it does not know the number. */
    terminal: string | undefined;
    /** 0 to 1: spreads the requests of many open pages. */
    jitter: number;
    onChange: (state: Watched) => void;
  },
): Watch {
  const client = new QueryClient();
  client.mount();
  const polled = lookUpQuery(known, { ...how, byTimer: true });
  const observer = new QueryObserver(client, polled);
  let looks = 0;
  let lookedAt = steadyNow();
  const tell = () => {
    const { data, isFetching, error } = observer.getCurrentResult();
    const state = client.getQueryState(polled.queryKey);
    if (state && looksOf(state) > looks) {
      looks = looksOf(state);
      lookedAt = steadyNow();
    }
    const gapMilliseconds = state && nextGap(state, how.jitter);
    const next = gapMilliseconds
      ? { ageMilliseconds: steadyNow() - lookedAt, gapMilliseconds }
      : null;
    how.onChange({ latest: data ?? known, isFetching, error, next });
  };
  const unsubscribe = observer.subscribe(tell);
  tell();
  return {
    check() {
      const asked = lookUpQuery(known, { ...how, byTimer: false });
      return client.fetchQuery({ ...asked, staleTime: 0 }).catch(() => null);
    },
    stop() {
      unsubscribe();
      client.unmount();
    },
  };
}
