import { QueryClient, QueryObserver } from "@tanstack/react-query";
import type { KnownAnswer } from "#lib/api/client.ts";
import { lookUpQuery, nextLookAt } from "./queries.ts";

/** What the page knows of a look-up that it keeps fresh. */
export interface Watched {
  latest: KnownAnswer;
  isFetching: boolean;
  /** Why the last question failed, if it did. */
  error: Error | null;
  /** When the page asks again by itself, in milliseconds since the epoch; null when it does not. */
  nextAt: number | null;
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
  const tell = () => {
    const { data, isFetching, error } = observer.getCurrentResult();
    const nextAt = nextLookAt(client.getQueryState(polled.queryKey), how.jitter);
    how.onChange({ latest: data ?? known, isFetching, error, nextAt });
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
