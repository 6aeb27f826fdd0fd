import type { Deadline } from "../deadline.ts";
import type { Limits } from "../timeouts.ts";

/**
 * A bulkhead: the most calls at once for one service and terminal, so that calls that hang there take
 * no connections from the others. Further calls queue. A call that hangs makes room for another, so
 * that a share of hanging calls does not slow the rest.
 */
export interface Bulkhead {
  /** A place, or null when there is none before the deadline. */
  enter(deadline: Pick<Deadline, "signal" | "remainingMs">): Promise<Place | null>;
  /** Refuses all calls that queue. */
  refuseQueued(): void;
}

export interface Place {
  /** Must be called when the call has ended. */
  leave(): void;
}

/** The weight of the latest call in the mean time that a place is held. */
const WEIGHT = 0.1;

/** A call that waited is not sent with less time: it could not be answered. */
const SHORTEST_MS = 100;

/** A call that could not get a place within its deadline is refused at once (early refusal). */
export function createBulkhead({
  limits: { callsAtOnce, callsHanging, hangingMs },
  monotonic,
}: {
  limits: Limits;
  monotonic: () => number;
}): Bulkhead {
  let free = callsAtOnce;
  let hanging = 0;
  let meanHeldMs = 0;
  const queue = new Set<(isEntered: boolean) => void>();

  const makeRoom = (heldMs: number) => {
    meanHeldMs += WEIGHT * (heldMs - meanHeldMs);
    const [next] = queue;
    if (next) next(true);
    else free += 1;
  };
  const take = (): Place => {
    const since = monotonic();
    let isHanging = false;
    const timer = setTimeout(() => {
      if (hanging >= callsHanging) return;
      isHanging = true;
      hanging += 1;
      makeRoom(monotonic() - since);
    }, hangingMs);
    return {
      leave() {
        clearTimeout(timer);
        if (isHanging) hanging -= 1;
        else makeRoom(monotonic() - since);
      },
    };
  };
  const waitInQueue = ({ signal }: { signal: AbortSignal }) =>
    new Promise<boolean>((resolve) => {
      const refuse = () => settle(false);
      const settle = (isEntered: boolean) => {
        queue.delete(settle);
        signal.removeEventListener("abort", refuse);
        resolve(isEntered);
      };
      queue.add(settle);
      signal.addEventListener("abort", refuse, { once: true });
      if (signal.aborted) refuse();
    });

  return {
    async enter(deadline) {
      if (free > 0) {
        free -= 1;
        return take();
      }
      const expectedMs = ((queue.size + 1) / callsAtOnce) * meanHeldMs;
      const isEntered = expectedMs <= deadline.remainingMs() && (await waitInQueue(deadline));
      if (!isEntered) return null;
      const place = take();
      if (deadline.remainingMs() >= SHORTEST_MS) return place;
      place.leave();
      return null;
    },
    refuseQueued() {
      for (const settle of [...queue]) settle(false);
    },
  };
}
